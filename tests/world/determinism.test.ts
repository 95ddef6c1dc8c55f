import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createCard } from '../../src/world/card.js';
import { loadCatalog } from '../../src/world/catalog.js';
import { developmentToken } from '../../src/world/development-token.js';
import { gradeFor } from '../../src/world/grade-for.js';
import { gradingId, shareSlug } from '../../src/world/ids.js';
import { loadWorld } from '../../src/world/load-world.js';
import { SeededRandom } from '../../src/world/seeded-random.js';
import { smallWorlds, worldDigest } from './world-digest.js';
import { makeWorld } from './world-rows.js';

describe('a world', () => {
  it('is byte-identical for the same seed, in every time zone and process', async () => {
    const script = fileURLToPath(new URL('print-digests.ts', import.meta.url));
    const printed = execFileSync(process.execPath, ['--import', 'jiti/register', script], {
      env: { ...process.env, TZ: 'Pacific/Chatham', LANG: 'tr_TR.UTF-8' },
      encoding: 'utf8',
    });
    const here: string[] = [];
    for (const name of smallWorlds) here.push(await worldDigest(name, 7));
    expect(JSON.parse(printed)).toEqual({ zone: -765, digests: here });
  });

  it('differs for another seed, also beyond 32 bits', async () => {
    const seeds = [0, 1, 2, -1, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER];
    const digests = new Set<string>();
    for (const seed of seeds) digests.add(await worldDigest('default', seed));
    expect(digests.size).toBe(seeds.length);
  });

  it('does not change an account when the previous account gets more cards', async () => {
    const world = loadWorld('default');
    const [first = { email: '' }, ...others] = world.accounts;
    const more = { ...world, accounts: [{ ...first, rawCards: 40 }, ...others] };
    const before = await makeWorld(world, 7);
    const after = await makeWorld(more, 7);
    expect(after.rows.get('second@partner.example')).toEqual(before.rows.get('second@partner.example'));
  });
});

describe('known values', () => {
  it('pin the generator', () => {
    const random = new SeededRandom(7, 'card', 0);
    expect([random.bits(), random.bits(), random.bits()]).toEqual([1170458517, 1330040460, 1615956480]);
  });

  it('pin ids, slugs and development tokens', () => {
    expect(gradingId(7, 40_000_001)).toBe('d85e8755-abd6-4b6f-b4b1-af0281bdf88c');
    expect(shareSlug(7, 7_000_001)).toBe('NnrragKxAbYz');
    expect(developmentToken(7, 'dev@partner.example', 0)).toBe(
      'shbx_WgWY9CalTVl_UCwG-Tsvf8nrgzGwPKLgA-nSfesSpF7gvGx9K8m-iRyvev7nn9sV',
    );
  });

  it('pin the first card', async () => {
    expect(createCard(await loadCatalog(7), 0)).toEqual({
      id: 2_000_001,
      brand: 'Topps',
      year: '1980',
      cardNumber: '120',
      variant: null,
      playerName: 'Janie Hand',
      teamName: 'Ann Arbor Comets',
      categoryId: 1,
      category: 'Baseball',
      setName: '1980 Topps Traditions',
      tcdbId: null,
      tcdbUrl: null,
      shoeboxValue: 2777,
    });
  });

  it('pin the first grades', () => {
    expect(gradeFor(7, 40_000_001, 'full').grades).toEqual({
      centering: 9.5,
      corners: 9,
      edges: 9,
      surface: 9,
      full: 9,
    });
  });
});

describe('a development token', () => {
  it('has the form of a real token and depends on seed, account and index', () => {
    const tokens = [
      developmentToken(1, 'dev@partner.example', 0),
      developmentToken(2, 'dev@partner.example', 0),
      developmentToken(1, 'second@partner.example', 0),
      developmentToken(1, 'dev@partner.example', 1),
    ];
    for (const token of tokens) expect(token).toMatch(/^shbx_[A-Za-z0-9_-]{64}$/);
    expect(new Set(tokens).size).toBe(4);
  });
});
