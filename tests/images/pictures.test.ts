import fc from 'fast-check';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { drawPicture } from '../../src/images/draw-picture.js';
import { createPictureRenderer } from '../../src/images/picture-renderer.js';
import { PICTURE_KINDS, type PictureKind } from '../../src/images/picture-subject.js';
import { grades, subject } from './subject.js';

const uncached = createPictureRenderer({ cacheBytes: 0 });
const read = (png: Uint8Array) => PNG.sync.read(Buffer.from(png));

describe('every picture', () => {
  it.each([
    ['card-front', 846, 612],
    ['card-back', 846, 612],
    ['slab-front', 480, 750],
    ['slab-back', 480, 750],
    ['damage-report-front', 952, 680],
    ['damage-report-back', 952, 680],
  ] as const)('%s is an opaque PNG of %d by %d pixels and under 200 KB', async (kind, width, height) => {
    const png = await uncached.png(kind, subject({ variant: 'Refractor' }));
    const image = read(png);
    expect([image.width, image.height]).toEqual([width, height]);
    expect(png.byteLength).toBeLessThan(200_000);
    expect(image.data.every((value, index) => index % 4 !== 3 || value === 255)).toBe(true);
  });

  it.each(PICTURE_KINDS)('%s has the same bytes when it is rendered again', async (kind) => {
    const first = await uncached.png(kind, subject());
    expect(Buffer.from(await uncached.png(kind, subject())).equals(first)).toBe(true);
  });

  it.each(['Baseball', 'Basketball', 'Football', 'Hockey', 'Soccer', 'Pokémon', 'Racing'])(
    'has its own drawing for %s',
    (category) => {
      const others = ['Baseball', 'Basketball', 'Football', 'Hockey', 'Soccer', 'Pokémon', 'Racing'].filter(
        (name) => name !== category,
      );
      const here = drawPicture('card-front', subject({ category, teamName: 'One team' }));
      for (const other of others)
        expect(drawPicture('card-front', subject({ category: other, teamName: 'One team' }))).not.toBe(here);
    },
  );
});

describe('what a picture shows', () => {
  it.each([
    ['userCardId', { userCardId: 8 }],
    ['brand', { brand: 'Bowman' }],
    ['year', { year: '1999' }],
    ['cardNumber', { cardNumber: '139' }],
    ['variant', { variant: 'Gold' }],
    ['playerName', { playerName: 'Someone Else' }],
    ['teamName', { teamName: 'Other Team' }],
  ] as const)('changes with the %s of the card', async (_name, change) => {
    const before = read(await uncached.png('card-front', subject()));
    const after = read(await uncached.png('card-front', subject(change)));
    expect(before.data.equals(after.data)).toBe(false);
  });

  it('does not change the scan of a card when the card is graded', () => {
    for (const kind of ['card-front', 'card-back'] as const)
      expect(drawPicture(kind, subject({ grades: null, uniqueIdentifier: null }))).toBe(
        drawPicture(kind, subject()),
      );
  });

  it('prints grade, grade name, card and certificate on the label of a slab', () => {
    const slab = drawPicture('slab-front', subject({ grades: grades(9, 9, 8.5, 9, 8.5) }));
    for (const printed of ['8.5', 'NM-MT+', '2000 TOPPS', '#138', 'MARCUS DELGADO', '00900123'])
      expect(slab).toContain(`>${printed}</text>`);
  });

  it('prints the centering grade on the slab of a two-image capture', () => {
    const slab = drawPicture('slab-front', subject({ grades: grades(7.5, null, null, null, null) }));
    expect(slab).toContain('>7.5</text>');
    expect(slab).toContain('>CENTERING</text>');
  });

  it('lists the four subgrades in the damage report and no flaws for a 10', () => {
    const report = drawPicture('damage-report-front', subject({ grades: grades(10, 10, 10, 10, 10) }));
    expect(report).toContain('>No damage found</text>');
    expect(report.match(/>10<\/text>/g)).toHaveLength(5);
  });

  it.each([
    ['corners', grades(10, 6, 10, 10, 7), /Corner, (top|bottom) (left|right): \w+/g, 4],
    ['edges', grades(10, 10, 8, 10, 9), /Edge, (left|right|top|bottom): \w+/g, 2],
    ['surface', grades(10, 10, 10, 9, 9.5), /Scratch: \w+/g, 1],
  ])('marks damage only where %s lost points', (_part, given, pattern, count) => {
    const report = drawPicture('damage-report-front', subject({ grades: given }));
    expect(report.match(pattern)).toHaveLength(count);
    expect(report).toContain(count === 1 ? '>1 finding</text>' : `>${count} findings</text>`);
  });

  it('shows a print further from the centre when the centering grade is lower', () => {
    const offsetOf = (centering: number) => {
      const report = drawPicture(
        'damage-report-front',
        subject({ grades: grades(centering, 10, 10, 10, 9) }),
      );
      const [, a, b, c, d] = /L\/R (\d+)\/(\d+) · T\/B (\d+)\/(\d+)/.exec(report) ?? [];
      expect([Number(a) + Number(b), Number(c) + Number(d)]).toEqual([100, 100]);
      return Math.max(Number(a), Number(b), Number(c), Number(d));
    };
    expect([offsetOf(10), offsetOf(8), offsetOf(5)]).toEqual([51, 59, 71]);
  });

  it('states that damage was not judged when only centering was', () => {
    const report = drawPicture('damage-report-front', subject({ grades: grades(9, null, null, null, null) }));
    expect(report).toContain('>Damage not judged</text>');
  });
});

describe('hostile names', () => {
  const hostile = [
    '</text><script>alert(1)</script>',
    '"\'&<>]]>',
    '\u0000\u0007\u001b[31m\ud800',
    '\u202eevil\u202c \u0645\u0631\u062d\u0628\u0627 שלום',
    '大谷翔平 👩‍👩‍👧‍👦 e\u0301\u0301\u0301',
    'x'.repeat(5000),
    '   ',
    '',
  ];

  it.each(PICTURE_KINDS)('do not break %s', async (kind) => {
    for (const first of [0, 3, 6]) {
      const name = (field: number) => hostile[(first + field) % hostile.length] ?? '';
      const png = await uncached.png(
        kind,
        subject({
          playerName: name(0),
          brand: name(1),
          year: name(2),
          cardNumber: name(3),
          variant: name(4),
          teamName: name(5),
          setName: name(6),
          category: first === 0 ? name(7) : 'Pokémon',
        }),
      );
      expect(read(png).width).toBeGreaterThan(400);
    }
  });

  it('never break out of their text element', () => {
    const tags = (kind: PictureKind, playerName: string) =>
      drawPicture(kind, subject({ playerName }))
        .match(/<\/?[a-z]+/gi)
        ?.filter((tag) => /script|image|use|style|foreign|!/i.test(tag));
    fc.assert(
      fc.property(fc.constantFrom(...PICTURE_KINDS), fc.string(), (kind, name) => {
        expect(tags(kind, `${name}<image/><style><script>`)).toEqual([]);
      }),
      { seed: 3, numRuns: 60 },
    );
  });
});
