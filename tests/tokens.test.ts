import { describe, expect, it } from 'vitest';
import { generateApiToken, parseBearer, sha256Hex, tokenPrefix } from '../src/tokens.js';

describe('generateApiToken', () => {
  it('is shbx_ and 64 characters of base64url, 69 in all', () => {
    expect(generateApiToken()).toMatch(/^shbx_[A-Za-z0-9_-]{64}$/);
    expect(generateApiToken()).toHaveLength(69);
  });

  it('encodes the random bytes without padding', () => {
    expect(generateApiToken(() => Buffer.alloc(48, 0xff))).toBe(`shbx_${'_'.repeat(64)}`);
  });

  it('gives another token at every call', () => {
    expect(generateApiToken()).not.toBe(generateApiToken());
  });
});

describe('sha256Hex', () => {
  it('gives the published digest of "abc" (FIPS 180-2, appendix B.1)', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('hashes text as UTF-8', () => {
    expect(sha256Hex('é')).toBe('4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c');
  });
});

describe('tokenPrefix', () => {
  it('is the first 12 characters', () => {
    expect(tokenPrefix('shbx_ABCDEFGHIJKL')).toBe('shbx_ABCDEFG');
  });
});

describe('parseBearer', () => {
  it.each([
    ['Bearer shbx_a', 'shbx_a'],
    ['bearer shbx_a', 'shbx_a'],
    ['BEARER   shbx_a  ', 'shbx_a'],
    ['Bearer two words', 'two words'],
  ])('reads %j', (header, token) => {
    expect(parseBearer(header)).toBe(token);
  });

  it.each([[undefined], [''], ['Bearer'], ['Bearer '], ['Basic abc'], ['shbx_abc'], ['Bearershbx_a']])(
    'finds no token in %j',
    (header) => {
      expect(parseBearer(header)).toBeNull();
    },
  );
});
