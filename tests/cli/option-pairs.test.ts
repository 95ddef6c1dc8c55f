import { describe, expect, it } from 'vitest';
import { createProgram } from '../../src/cli/program.js';
import type { Mock } from '../../src/mock.js';
import { runChck, testTerminal } from '../support/run-chck.js';
import { callApi, startMock } from '../support/start-mock.js';

/** A command line, and a value for each of its options that differs from the default. `CARD` and `GRADING` are replaced. */
interface Case {
  line: string;
  values: Readonly<Record<string, string>>;
}

/** Options that say how the command reaches the mock and prints. */
const shared: ReadonlySet<string> = new Set(['url', 'admin-token', 'json']);

const SECOND = 'second@partner.example';

const cases: readonly Case[] = [
  ...['success', 'failure'].map((outcome) => ({
    line: `trigger ${outcome}`,
    values: {
      account: SECOND,
      grading: 'GRADING',
      count: '2',
      delay: '10s',
      card: 'CARD',
      capture: 'two-image',
      grade: '3.5',
      duplicate: '2',
      shuffle: '',
      to: 'http://127.0.0.1:9/to',
      target: '1',
      override: 'user_id=7',
      add: 'extra=1',
    },
  })),
  {
    line: 'gradings start',
    values: {
      account: SECOND,
      card: 'CARD',
      capture: 'two-image',
      outcome: 'failure',
      grade: '3.5',
      delay: '10s',
      count: '2',
    },
  },
  { line: 'gradings complete GRADING', values: { outcome: 'failure', grade: '3.5' } },
  ...['status', 'drip', 'duplicate'].map((kind) => ({
    line: `faults add ${kind}`,
    values: {
      next: '3',
      operation: 'listCards',
      account: SECOND,
      key: '1',
      target: '1',
      chance: '0.5',
      status: '503',
      'retry-after': '7',
      delay: '7s',
      pause: '7ms',
      bytes: '7',
      'full-length': '',
      times: '3',
    },
  })),
  {
    line: 'accounts create',
    values: { email: 'a@b.example', name: 'Ada', cards: '3', gradings: '2', unusable: 'role' },
  },
  { line: 'reset', values: { world: 'empty', seed: '7' } },
  { line: 'keys create mine', values: { account: SECOND } },
];

/** What a command line did: its error, or everything that can be seen of its effect. */
interface Effect {
  error: string | undefined;
  seen: string;
}

/** A mock at a fixed instant, with targets of two accounts and a grading in progress; each command line starts there. */
class Stage {
  readonly #mock: Mock;
  readonly #start: string;
  readonly #grading: string;
  readonly #card: string;

  private constructor(mock: Mock, start: string, grading: string, card: string) {
    this.#mock = mock;
    this.#start = start;
    this.#grading = grading;
    this.#card = card;
  }

  static async create(): Promise<Stage> {
    const mock = await startMock();
    await mock.clock.freeze(Date.parse('2026-12-01T12:00:00.000Z'));
    for (const account of [1, SECOND]) {
      for (const outcome of ['success', 'failure'] as const) {
        await mock.targets.create({ account, outcome, url: `http://127.0.0.1:9/${outcome}` });
      }
    }
    const { id } = await mock.gradings.start();
    const { userCardId } = await mock.gradings.start({ delay: 0 });
    return new Stage(mock, (await mock.snapshot()).id, id, String(userCardId));
  }

  async effectOf(line: string, options: readonly (readonly [string, string])[]): Promise<Effect> {
    const mock = this.#mock;
    await mock.restore(this.#start);
    const replaced = (text: string) => text.replace('GRADING', this.#grading).replace('CARD', this.#card);
    const flags = options.flatMap(([name, value]) =>
      value === '' ? [`--${name}`] : [`--${name}`, replaced(value)],
    );
    const { status, out, err } = await runChck(
      ...replaced(line).split(' '),
      ...flags,
      '--json',
      '--url',
      mock.url,
    );
    if (status !== 0) return { error: err, seen: '' };
    // What happens later counts too.
    await mock.clock.advance(60_000);
    const faults = await mock.faults.list();
    // They would change what is looked at.
    await mock.faults.clear();
    const { gradings = [] } = (await callApi(mock, '/v1/gradings?limit=3')).body;
    const details = gradings.map(({ id }: { id: string }) => callApi(mock, `/v1/gradings/${id}`));
    const seen = [
      out,
      (await Promise.all(details)).map(({ body }) => withoutSignatures(body)),
      (await mock.deliveries.list()).map(({ id, body, url }) => [id, body, url]),
      faults,
      mock.world.current,
    ];
    return { error: undefined, seen: withoutChance(JSON.stringify(seen)) };
  }
}

/** Without the parts of links that change from second to second. */
function withoutSignatures(body: unknown): string {
  return JSON.stringify(body).replaceAll(/\?X-Amz[^"]*/g, '');
}

/** Without what differs between two runs of the same command line. */
function withoutChance(text: string): string {
  return text
    .replaceAll(/shbx_[\w-]+/g, 'TOKEN')
    .replaceAll(/127\.0\.0\.1:\d{4,}/g, 'MOCK')
    .replaceAll(/"durationMs":[\d.]+/g, '');
}

describe.each(cases)('chck $line', ({ line, values }) => {
  const options = Object.entries(values);

  it('lets no option of a pair be ignored: both have an effect, or the error names both', async () => {
    const stage = await Stage.create();
    const none = await stage.effectOf(line, []);
    const single = new Map<string, Effect>();
    for (const option of options) single.set(option[0], await stage.effectOf(line, [option]));
    const problems: string[] = [];
    for (const [index, first] of options.entries()) {
      for (const second of options.slice(index + 1)) {
        const [left, right] = [single.get(first[0]), single.get(second[0])];
        if (left?.error !== undefined || right?.error !== undefined) continue;
        const both = await stage.effectOf(line, [first, second]);
        const pair = `--${first[0]} --${second[0]}`;
        if (both.error !== undefined) {
          const names = [first[0], second[0]].filter((name) => !both.error?.includes(name));
          if (names.length > 0)
            problems.push(`${pair}: the error does not name ${names.join(', ')}: ${both.error}`);
          continue;
        }
        if (left?.seen !== none.seen && both.seen === right?.seen)
          problems.push(`${pair}: the first is ignored`);
        if (right?.seen !== none.seen && both.seen === left?.seen)
          problems.push(`${pair}: the second is ignored`);
      }
    }
    expect(problems).toEqual([]);
  });
});

it('walks every option of these commands', async () => {
  const program = await createProgram(testTerminal());
  for (const { line, values } of cases) {
    let command = program;
    for (const word of line.split(' '))
      command = command.commands.find((one) => one.name() === word) ?? command;
    const names = command.options.map(({ long }) => long?.slice(2)).filter((name) => !shared.has(name ?? ''));
    expect(Object.keys(values).sort(), line).toEqual(names.sort());
  }
});
