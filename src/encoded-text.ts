/**
 * A text in UTF-8, kept as a string with one character for each byte (Latin-1). SQLite gives its texts in this form and a
 * socket takes it, so a page of rows is neither decoded nor encoded again. ASCII text is the same in both forms.
 */
export class EncodedText {
  /** The bytes of the text, as characters. */
  readonly bytes: string;

  constructor(bytes: string) {
    this.bytes = bytes;
  }

  static of(text: string): EncodedText {
    const isAscii = Buffer.byteLength(text) === text.length;
    return new EncodedText(isAscii ? text : Buffer.from(text).toString('latin1'));
  }

  /** The text, decoded. */
  toString(): string {
    return this.toBuffer().toString();
  }

  toBuffer(): Buffer {
    return Buffer.from(this.bytes, 'latin1');
  }
}
