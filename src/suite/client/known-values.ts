/** A UUID that no service gave out. */
export const unknownUuid = '00000000-0000-4000-8000-000000000000';
/** A card or target id that no service is likely to have given out, also where ids have 32 bits. */
export const unknownId = 2_000_000_011;

/** A well-formed token that was never created. */
export const unknownToken = `shbx_${'A1b2C3d4'.repeat(8)}`;
