import { createHmac } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { Reply } from './http.js';
import type { State } from './state.js';
import type { Switches } from './switches.js';

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

const header = Buffer.from('00000007000000050800000000', 'hex');
const pixels = Buffer.alloc(5 * 8, 0x80).map((value, index) => (index % 8 === 0 ? 0 : value));
const png = Buffer.concat([
  Buffer.from('89504e470d0a1a0a', 'hex'),
  chunk('IHDR', header),
  chunk('IDAT', deflateSync(pixels)),
  chunk('IEND', Buffer.alloc(0)),
]);

/** Makes and checks links that look like an object store's, on the reference server's own origin. */
export class Images {
  constructor(
    private readonly state: State,
    private readonly switches: Switches,
  ) {}

  private sign(path: string, date: string, expires: string): string {
    return createHmac('sha256', this.state.signingKey).update(`${path}\n${date}\n${expires}`).digest('hex');
  }

  link(origin: string, path: string): string {
    const date = this.state.iso().replace(/[-:]|\.\d+/g, '');
    const expires = this.switches.variations.has('short-lived-links') ? '120' : '300';
    const query = new URLSearchParams({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Date': date,
      'X-Amz-Expires': expires,
      'X-Amz-Signature': this.sign(path, date, expires),
    });
    return `${origin}${path}?${query}`;
  }

  answer(path: string, query: URLSearchParams): Reply {
    const { bugs } = this.switches;
    const date = query.get('X-Amz-Date') ?? '';
    const expires = query.get('X-Amz-Expires') ?? '';
    const signed = query.get('X-Amz-Signature') === this.sign(path, date, expires);
    if (!signed && !bugs.has('altered-image-link-works'))
      return this.refuse('SignatureDoesNotMatch', 'No match');
    const issued = Date.parse(
      date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
    );
    const late = this.state.now() > issued + Number(expires) * 1000;
    if (late && !bugs.has('image-link-never-expires'))
      return this.refuse('AccessDenied', 'Request has expired');
    return { status: 200, raw: { type: 'image/png', bytes: png } };
  }

  private refuse(code: string, message: string): Reply {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
    return { status: 403, raw: { type: 'application/xml', bytes: Buffer.from(xml) } };
  }
}
