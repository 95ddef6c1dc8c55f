import { createBackend } from './backend.js';
import { createChckClient } from './chck.js';

const { CHCK_BASE_URL = 'http://localhost:4000', CHCK_TOKEN, PORT = '3000' } = process.env;
if (!CHCK_TOKEN) throw new Error('Set CHCK_TOKEN: `chck serve` prints one at its start.');

createBackend(createChckClient({ baseUrl: CHCK_BASE_URL, token: CHCK_TOKEN })).listen(Number(PORT), () => {
  console.log(`Receiving webhooks at http://localhost:${PORT}/webhooks`);
});
