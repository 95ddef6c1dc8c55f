import { describe, expect, it } from 'vitest';
import { escapeXml } from '../src/escape-xml.js';

describe('escapeXml', () => {
  it('escapes the five characters and line breaks, and replaces what XML cannot hold', () => {
    expect(escapeXml(`a<b>&"c'\u0000\u001f\ud800\uffff\t\n😀`)).toBe(
      'a&lt;b&gt;&amp;&quot;c&apos;\ufffd\ufffd\ufffd\ufffd\t&#10;😀',
    );
  });
});
