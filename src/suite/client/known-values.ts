/** A UUID that no service gave out. */
export const unknownUuid = '00000000-0000-4000-8000-000000000000';
/** A card or target id that no service is likely to have given out. */
export const unknownId = 4_000_000_000_000;

/** A well-formed token that was never created. */
export const unknownToken = `shbx_${'A1b2C3d4'.repeat(8)}`;
