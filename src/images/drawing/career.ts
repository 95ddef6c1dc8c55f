import type { PictureSubject } from '../picture-subject.js';
import { sportOf } from './palette.js';
import { PictureRandom } from './picture-random.js';

/** The statistics on the back of a card. All numbers are random and depend on the player. */
export interface Career {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** Returns up to six seasons before the card's year, or null for games and unknown sports. */
export function careerOf(subject: PictureSubject): Career | null {
  const season = SEASONS[sportOf(subject.category)];
  const year = Number.parseInt(subject.year, 10);
  if (!season || Number.isNaN(year)) return null;
  const random = new PictureRandom('career', subject.playerName, subject.teamName);
  const count = random.integer(4, 6);
  const rows = Array.from({ length: count }, (_, index) => [
    String(year - count + index),
    ...season.line(random),
  ]);
  return { columns: ['YEAR', ...season.columns], rows };
}

interface Season {
  columns: readonly string[];
  line(random: PictureRandom): string[];
}

const SEASONS: Readonly<Record<string, Season>> = {
  baseball: {
    columns: ['G', 'AB', 'R', 'H', 'HR', 'RBI', 'AVG'],
    line: (random) => {
      const games = random.integer(61, 161);
      const atBats = Math.round(games * random.between(3.1, 3.9));
      const hits = Math.round(atBats * random.between(0.228, 0.327));
      const homeRuns = Math.round(hits * random.between(0.06, 0.23));
      const runs = Math.round(hits * random.between(0.42, 0.62));
      const batted = Math.round(homeRuns * 1.8 + hits * random.between(0.18, 0.3));
      const average = (hits / atBats).toFixed(3).slice(1);
      return [games, atBats, runs, hits, homeRuns, batted, average].map(String);
    },
  },
  basketball: {
    columns: ['G', 'FG%', 'FT%', 'REB', 'AST', 'PPG'],
    line: (random) => [
      String(random.integer(48, 82)),
      random.between(0.41, 0.56).toFixed(3).slice(1),
      random.between(0.68, 0.91).toFixed(3).slice(1),
      random.between(2.4, 11.8).toFixed(1),
      random.between(1.2, 9.4).toFixed(1),
      random.between(6.2, 28.9).toFixed(1),
    ],
  },
  football: {
    columns: ['G', 'ATT', 'YDS', 'AVG', 'TD'],
    line: (random) => {
      const games = random.integer(8, 16);
      const attempts = games * random.integer(6, 19);
      const yards = Math.round(attempts * random.between(3.5, 5.3));
      const touchdowns = Math.round(yards / random.between(95, 180));
      return [games, attempts, yards, (yards / attempts).toFixed(1), touchdowns].map(String);
    },
  },
  hockey: {
    columns: ['GP', 'G', 'A', 'PTS', 'PIM'],
    line: (random) => {
      const [goals, assists] = [random.integer(6, 48), random.integer(9, 61)];
      return [random.integer(52, 82), goals, assists, goals + assists, random.integer(8, 96)].map(String);
    },
  },
  soccer: {
    columns: ['APPS', 'GOALS', 'ASSISTS', 'CARDS'],
    line: (random) =>
      [random.integer(18, 38), random.integer(0, 24), random.integer(0, 15), random.integer(0, 9)].map(
        String,
      ),
  },
};
