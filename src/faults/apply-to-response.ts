import type { ServerResponse } from 'node:http';
import type { Fault } from '../store/faults.js';

/** An answer as it goes over the wire; status 0 when nothing did. */
export interface WireResponse {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/**
 * Sends an answer the way that faults want it, and calls `ended` once with what was sent: when it is over, or when the
 * client has gone. Latency and drips pass in real time, since the client waits in real time.
 */
export function sendFaulty(
  response: ServerResponse,
  answer: WireResponse,
  faults: readonly Fault[],
  ended: (sent: WireResponse) => void,
): void {
  const latency = faults.find(({ kind }) => kind === 'latency');
  const disturbance = faults.find(({ kind }) => Object.hasOwn(senders, kind));
  const line = new Line(response, ended);
  const send = () =>
    (senders[disturbance?.kind ?? ''] ?? sendWhole)(line, answer, disturbance?.options ?? {});
  if (latency === undefined) send();
  else line.later(latency.options.delay ?? 0, send);
}

/** The way back to one client, until it is used up or the client hangs up. */
class Line {
  readonly response: ServerResponse;
  /** What has been sent so far. */
  sent: WireResponse = { status: 0, headers: {}, text: '' };
  readonly #ended: (sent: WireResponse) => void;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(response: ServerResponse, ended: (sent: WireResponse) => void) {
    this.response = response;
    this.#ended = ended;
    response.once('close', () => this.end());
  }

  get socket() {
    return this.response.req.socket;
  }

  later(afterMs: number, work: () => void): void {
    if (!this.#isOver) this.#timer = setTimeout(work, afterMs);
  }

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#ended(this.sent);
  }
}

type Sender = (line: Line, answer: WireResponse, options: Fault['options']) => void;

const senders: Partial<Record<string, Sender>> = {
  reset(line) {
    line.socket.resetAndDestroy();
    line.end();
  },

  empty(line) {
    line.socket.destroySoon();
    line.end();
  },

  /** Sends the first bytes; with `fullLength` it promises the rest and hangs up. */
  truncated(line, answer, { bytes: wanted, fullLength = 0 }) {
    const whole = Buffer.from(answer.text);
    // At least one byte is missing, whatever the length of the answer.
    const kept = whole.subarray(0, Math.min(wanted ?? whole.byteLength >> 1, whole.byteLength - 1));
    if (fullLength === 0) return sendWhole(line, withBody(answer, kept), {});
    line.sent = { ...answer, text: kept.toString() };
    line.response.writeHead(answer.status, answer.headers);
    line.response.write(kept, () => line.socket.destroySoon());
    line.end();
  },

  /** JSON that no parser takes, lenient ones neither: its first colon is gone. */
  malformed(line, answer) {
    const text = answer.text.includes(':') ? answer.text.replace(':', '') : '{"';
    sendWhole(line, { ...withBody(answer, Buffer.from(text)), status: 200 }, {});
  },

  drip(line, answer, { pause = 1, bytes: size = 1 }) {
    const whole = Buffer.from(answer.text);
    line.response.writeHead(answer.status, answer.headers);
    const sendFrom = (start: number) => {
      const end = start + size;
      line.sent = { ...answer, text: whole.subarray(0, end).toString() };
      if (end >= whole.byteLength) {
        line.response.end(whole.subarray(start));
        line.end();
        return;
      }
      line.response.write(whole.subarray(start, end));
      line.later(pause, () => sendFrom(end));
    };
    sendFrom(0);
  },
};

function sendWhole(line: Line, answer: WireResponse, _options: Fault['options']): void {
  line.sent = answer;
  line.response.writeHead(answer.status, answer.headers);
  line.response.end(answer.text);
  line.end();
}

function withBody(answer: WireResponse, bytes: Buffer): WireResponse {
  const headers = { ...answer.headers, 'content-length': String(bytes.byteLength) };
  return { ...answer, headers, text: bytes.toString() };
}
