import type { CardQuery, OwnedCard } from '../../store/cards.js';
import type { LabelCount } from '../../store/counts.js';
import type { PageRequest, PortalRoute } from '../page.js';
import { cardLine, pictureUrl } from '../parts/card-text.js';
import { Copyable } from '../parts/copyable.js';
import { Empty } from '../parts/empty.js';
import { ChoiceField, TextField } from '../parts/field.js';
import { FilterForm } from '../parts/filter-form.js';
import { Grade } from '../parts/grade.js';
import { live } from '../parts/live.js';
import { NoUser } from '../parts/no-user.js';
import { BeyondLastPage, lastPage, Pager, pageOf } from '../parts/pager.js';
import type { PortalDependencies } from '../portal-dependencies.js';

const HOME = '/dashboard/cards';
const PAGE_SIZE = 24;

/** The gallery: an account's cards, with the API's search, filters and sorting (contract §6). */
export function cardsRoute({ store }: PortalDependencies): PortalRoute {
  return {
    method: 'get',
    path: '/cards',
    async show(request) {
      const frame = { title: 'Cards', section: 'cards' as const };
      const { userId } = request.account;
      if (userId === null) return { ...frame, content: <NoUser account={request.account} /> };
      const wanted = readQuery(request);
      const page = request.query.id('page') ?? 1;
      const list = (limit: number, offset: number) => store.cards.list({ ...wanted, userId, limit, offset });
      const [rows, grades, categories] = await Promise.all([
        list(PAGE_SIZE + 1, (page - 1) * PAGE_SIZE),
        store.counts.list(userId, 'card_grade'),
        store.counts.list(userId, 'card_category'),
      ]);
      const total = countOf(wanted, grades, categories);
      const { rows: cards, more } = pageOf(rows, PAGE_SIZE);
      const hrefOf = (number: number) =>
        HOME + request.query.with({ page: number === 1 ? undefined : number });
      const isBeyond = page > 1 && cards.length === 0;
      const hasPage = async (number: number) => (await list(1, (number - 1) * PAGE_SIZE)).length > 0;
      return {
        ...frame,
        content: (
          <>
            <Filters wanted={wanted} categories={categories} />
            <section aria-label="Cards" {...live('cards', request.url, 'gradings')}>
              <p class="faint" role="status">
                {total === undefined
                  ? cardsInWords((page - 1) * PAGE_SIZE + cards.length, more || isBeyond)
                  : cardsInWords(total)}
                {wanted.sort === 'grade' &&
                  ` Raw cards come ${wanted.dir === 'asc' ? 'last' : 'first'}, as in the API.`}
              </p>
              {isBeyond && <BeyondLastPage page={page} last={await lastPage(page, hasPage)} href={hrefOf} />}
              {cards.length === 0 && !isBeyond && <NoCards owned={sum(grades) > 0} />}
              {cards.length > 0 && <Gallery cards={cards} />}
              <Pager
                page={page}
                more={more}
                pages={total === undefined ? undefined : Math.max(1, Math.ceil(total / PAGE_SIZE))}
                href={hrefOf}
              />
              <Copyable id="api-call" name={apiCallName(wanted)} text={`GET ${apiPath(wanted)}`} />
            </section>
          </>
        ),
      };
    },
  };
}

type Wanted = Omit<CardQuery, 'userId' | 'limit' | 'offset' | 'before'>;

function readQuery({ query }: PageRequest): Wanted {
  return {
    words: query.text('q')?.split(/\s+/) ?? [],
    graded: query.oneOf('graded', ['all', 'graded', 'raw']),
    categoryId: query.id('category_id'),
    sort: query.oneOf('sort', ['added', 'player', 'year', 'brand', 'grade']),
    dir: query.oneOf('dir', ['desc', 'asc']),
  };
}

/** The API's `q` is one text, with its accents (contract §6). */
function apiCallName({ words = [] }: Wanted): string {
  if (words.length === 0) return 'The same request to the API';
  return 'A similar request to the API, whose q is a single text that must match with its accents';
}

function apiPath({ words = [], graded, categoryId, sort, dir }: Wanted): string {
  const values = new URLSearchParams({ limit: String(PAGE_SIZE) });
  if (words.length > 0) values.set('q', words.join(' '));
  if (graded !== 'all') values.set('graded', graded);
  if (categoryId !== undefined) values.set('category_id', String(categoryId));
  if (sort !== 'added') values.set('sort', sort);
  if (dir !== 'desc') values.set('dir', dir);
  return `/v1/cards?${values}`;
}

/** The number of cards that match, where it is known without reading each of them. */
function countOf(
  { words = [], graded, categoryId }: Wanted,
  grades: LabelCount[],
  categories: LabelCount[],
): number | undefined {
  if (words.length > 0) return undefined;
  if (categoryId !== undefined) {
    if (graded !== 'all') return undefined;
    return categories.find(({ label }) => label.startsWith(`${categoryId} `))?.count ?? 0;
  }
  const raw = grades.find(({ label }) => label === '')?.count ?? 0;
  if (graded === 'raw') return raw;
  return graded === 'graded' ? sum(grades) - raw : sum(grades);
}

function sum(counted: LabelCount[]): number {
  return counted.reduce((total, { count }) => total + count, 0);
}

function cardsInWords(count: number, more = false): string {
  return count === 1 && !more ? '1 card.' : `${count.toLocaleString('en')}${more ? '+' : ''} cards.`;
}

function Filters({ wanted, categories }: { wanted: Wanted; categories: LabelCount[] }) {
  return (
    <FilterForm action={HOME} part="cards">
      <TextField
        name="q"
        label="Search"
        type="search"
        value={wanted.words?.join(' ')}
        placeholder="Player, brand, year, #number, team, id"
      />
      <ChoiceField
        name="graded"
        label="Graded"
        value={wanted.graded}
        choices={[
          ['all', 'All'],
          ['graded', 'Graded'],
          ['raw', 'Raw'],
        ]}
      />
      <ChoiceField
        name="category_id"
        label="Category"
        value={wanted.categoryId === undefined ? '' : String(wanted.categoryId)}
        choices={[['', 'All'], ...categories.map(({ label }) => categoryChoice(label))]}
      />
      <ChoiceField
        name="sort"
        label="Sort by"
        value={wanted.sort}
        choices={[
          ['added', 'Date added'],
          ['player', 'Player'],
          ['year', 'Year'],
          ['brand', 'Brand'],
          ['grade', 'Grade'],
        ]}
      />
      <ChoiceField
        name="dir"
        label="Order"
        value={wanted.dir}
        choices={[
          ['desc', 'Descending'],
          ['asc', 'Ascending'],
        ]}
      />
    </FilterForm>
  );
}

/** A label of `card_category` is the category's id, a blank and its name. */
function categoryChoice(label: string): [string, string] {
  const blank = label.indexOf(' ');
  return [label.slice(0, blank), label.slice(blank + 1)];
}

function Gallery({ cards }: { cards: readonly OwnedCard[] }) {
  return (
    <ul class="gallery">
      {cards.map(({ userCard: { id, grade, grader, photographed }, card }) => (
        <li key={id}>
          <a href={`${HOME}/${id}`}>
            <span class="picture">
              {photographed ? (
                <img src={pictureUrl(`cards/${id}/front.png`)} alt="" loading="lazy" decoding="async" />
              ) : (
                <span class="faint">No picture</span>
              )}
            </span>
            <span class="caption">
              <bdi class="strong">{card.playerName}</bdi>
              <Grade grade={grade} grader={grader} />
              <small>{cardLine(card)}</small>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function NoCards({ owned }: { owned: boolean }) {
  if (owned) {
    return (
      <Empty title="No card matches">
        Search for less, or <a href={HOME}>show all cards</a>.
      </Empty>
    );
  }
  return (
    <Empty title="This account has no cards">
      Switch to a world with cards in the <a href="/dashboard/simulator">simulator</a>.
    </Empty>
  );
}
