import { type Server, startMock } from './servers.js';
import { measureStalls } from './stalls.js';
import { type Row, row } from './table.js';

const TARGET_MS = 100;

/** The longest stall of the event loop, and how long `/health` waits while pictures are rendered. */
export async function responsivenessRows(): Promise<Row[]> {
  const measured = await measureStalls({ webhooks: 10_000, calls: 1000, world: 'large' });
  const above = measured.filter(({ longestMs }) => longestMs > TARGET_MS);
  return [
    row(
      'longest stall of the event loop',
      Math.max(...measured.map(({ longestMs }) => longestMs)),
      { atMost: TARGET_MS, unit: 'ms', digits: 0 },
      `${measured.length - above.length} of ${measured.length} operations within ${TARGET_MS} ms`,
    ),
    ...above.map(({ name, longestMs }) =>
      row(`  ${name}`, longestMs, { atMost: TARGET_MS, unit: 'ms', digits: 0 }),
    ),
    row('/health while a gallery loads, at most', await longestHealth(), {
      atMost: 20,
      unit: 'ms',
      digits: 0,
    }),
  ];
}

async function longestHealth(): Promise<number> {
  const server = await startMock();
  try {
    const state = { loaded: false };
    const gallery = loadGallery(server).finally(() => {
      state.loaded = true;
    });
    let longestMs = 0;
    while (!state.loaded) {
      const startMs = performance.now();
      await get(`${server.url}/health`);
      longestMs = Math.max(longestMs, performance.now() - startMs);
    }
    await gallery;
    return longestMs;
  } finally {
    await server.close();
  }
}

/** Loads the front pictures of 20 cards, as many as a browser does at once. */
async function loadGallery({ url, tokens }: Server): Promise<void> {
  const headers = { authorization: `Bearer ${tokens[0]}` };
  const { cards } = await (await get(`${url}/v1/cards?limit=20`, { headers })).json();
  const links = cards.flatMap(({ images }: { images: { front: string | null } }) => images.front ?? []);
  await Promise.all(links.map((link: string) => get(link)));
}

async function get(url: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`GET ${url}: ${response.status}`);
  const body = await response.arrayBuffer();
  return new Response(body);
}
