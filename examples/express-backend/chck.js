/** CHCK refused the key. Retrying does not help: a person must act. */
export class KeyRefusedError extends Error {}

/** CHCK has no such grading or card for this account. */
export class NotFoundError extends Error {}

const MAX_ATTEMPTS = 5;
const FIRST_WAIT_MS = 500;

/** A small client of the CHCK Partner API. Tests pass a `sleep` that does not wait. */
export function createChckClient({ baseUrl, token, sleep = pause }) {
  async function read(path) {
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(baseUrl + path, { headers: { authorization: `Bearer ${token}` } });
      if (response.ok) return response.json();
      if (response.status === 401) throw new KeyRefusedError('CHCK refused our key');
      if (response.status === 404) throw new NotFoundError(`CHCK has no ${path}`);
      const isTemporary = response.status === 429 || response.status >= 500;
      if (!isTemporary || attempt === MAX_ATTEMPTS) throw new Error(`CHCK returned ${response.status}`);
      await sleep(waitMs(response, attempt));
    }
  }

  return {
    grading: (id) => read(`/v1/gradings/${id}`),
    card: (userCardId) => read(`/v1/cards/${userCardId}`),

    /** All gradings, newest first, page by page. */
    async *gradings() {
      let cursor = null;
      do {
        const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
        const page = await read(`/v1/gradings${query}`);
        yield* page.gradings;
        cursor = page.next_cursor;
      } while (cursor !== null);
    },
  };
}

/** `Retry-After`, or exponential back-off. */
function waitMs(response, attempt) {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isNaN(seconds) ? FIRST_WAIT_MS * 2 ** (attempt - 1) : seconds * 1000;
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
