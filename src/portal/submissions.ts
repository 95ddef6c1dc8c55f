import type { PageResult } from './page-result.js';

const MAX_SUBMISSIONS = 200;
/** How long the page with a new token is sent again for the same submission, in ms. */
const TOKEN_MS = 10_000;

/** The results of the forms that somebody sent, so that a form that arrives twice does its work once. */
export class Submissions {
  readonly #results = new Map<string, Promise<PageResult>>();

  /** The result of `work` for this submission. A second call returns the first one's. */
  once(submission: string, work: () => Promise<PageResult>): Promise<PageResult> {
    const known = this.#results.get(submission);
    if (known !== undefined) return known;
    const result = work().then((value) => {
      if ('shownToken' in value) this.#forgetTokenLater(submission);
      return value;
    });
    this.#results.set(submission, result);
    if (this.#results.size > MAX_SUBMISSIONS) {
      const [oldest] = this.#results.keys();
      if (oldest !== undefined) this.#results.delete(oldest);
    }
    return result;
  }

  /** A duplicate arrives within seconds. After that a token must be nowhere in memory. */
  #forgetTokenLater(submission: string): void {
    const forget = () => {
      this.#results.set(submission, Promise.resolve(tokenIsGone));
    };
    setTimeout(forget, TOKEN_MS).unref();
  }
}

const tokenIsGone: PageResult = {
  location: '/dashboard/api-keys',
  notice: { kind: 'failed', text: 'That key was created before. Its token is not shown again.' },
};
