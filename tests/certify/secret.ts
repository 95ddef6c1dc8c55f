/** The secret with which the certifications of tests sign. */
export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
