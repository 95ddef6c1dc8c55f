import { median } from './load.js';
import type { Server } from './servers.js';
import { type Row, row } from './table.js';

const RUNS = 20;
const TARGET = 1.5;
const pages = [
  '/dashboard',
  '/dashboard/cards',
  '/dashboard/cards?page=3',
  '/dashboard/cards?graded=graded',
  '/dashboard/cards?sort=player&dir=asc',
  '/dashboard/cards?q=topps',
  '/dashboard/gradings',
  '/dashboard/gradings?state=completed',
  '/dashboard/webhooks',
  '/dashboard/traffic',
  '/dashboard/simulator',
];

/** The pages of the portal on two mocks, one request at a time, in turn. */
export async function portalRows(small: Server, large: Server): Promise<Row[]> {
  const visitors = await Promise.all([small, large].map(signIn));
  const ratios: { page: string; ratio: number; details: string }[] = [];
  for (const page of pages) {
    const [few = [], many = []] = await inTurn(visitors, page);
    const [less, more] = [median(few), median(many)];
    ratios.push({ page, ratio: more / less, details: `${less.toFixed(1)} to ${more.toFixed(1)} ms` });
  }
  const above = ratios.filter(({ ratio }) => ratio > TARGET);
  return [
    row(
      'portal, 1,000,000 cards against 1,000, the slowest page',
      Math.max(...ratios.map(({ ratio }) => ratio)),
      { atMost: TARGET, unit: '×' },
      `${ratios.length - above.length} of ${ratios.length} pages within ${TARGET} ×`,
    ),
    ...above.map(({ page, ratio, details }) =>
      row(`  ${page}`, ratio, { atMost: TARGET, unit: '×' }, details),
    ),
  ];
}

type Visitor = (page: string) => Promise<void>;

async function inTurn(visitors: readonly Visitor[], page: string): Promise<number[][]> {
  const times = visitors.map((): number[] => []);
  for (let run = -3; run < RUNS; run += 1) {
    for (const [index, visit] of visitors.entries()) {
      const startMs = performance.now();
      await visit(page);
      if (run >= 0) times[index]?.push(performance.now() - startMs);
    }
  }
  return times;
}

/** Signs in as the first account. Throws when a page is not 200. */
async function signIn({ url }: Server): Promise<Visitor> {
  const body = new URLSearchParams({ account: '1' });
  const { headers } = await fetch(`${url}/dashboard/sign-in`, { method: 'POST', body, redirect: 'manual' });
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return async (page) => {
    const response = await fetch(url + page, { headers: { cookie }, redirect: 'manual' });
    await response.text();
    if (response.status !== 200) throw new Error(`${page}: ${response.status}`);
  };
}
