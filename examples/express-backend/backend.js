import express from 'express';
import { NotFoundError } from './chck.js';

/**
 * A partner's backend: it is told of gradings by webhook, keeps their grades, and shows the cards' pictures. What is
 * kept in memory here would be tables in yours.
 */
export function createBackend(chck) {
  const grades = new Map();
  const claimed = new Set();
  const app = express();

  app.post('/webhooks', express.json(), async (request, response) => {
    const { grading_session_id: id, outcome } = request.body ?? {};
    if (typeof id !== 'string') return response.status(400).end();
    // A webhook may come more than once. In a database: insert under a unique constraint, in one transaction with the work.
    if (outcome !== 'success' || claimed.has(id)) return response.status(204).end();
    claimed.add(id);
    try {
      await keep(id);
      response.status(204).end();
    } catch {
      // Not done: CHCK sends it again.
      claimed.delete(id);
      response.status(503).end();
    }
  });

  app.post('/sync', async (_request, response) => {
    let count = 0;
    for await (const _grading of chck.gradings()) count += 1;
    response.json({ count });
  });

  app.get('/grades', (_request, response) => response.json(Object.fromEntries(grades)));

  app.get('/cards/:id/picture', async (request, response) => {
    const picture = await fetch(await pictureUrl(request.params.id));
    response.status(picture.ok ? 200 : 502).type('png');
    response.end(Buffer.from(await picture.arrayBuffer()));
  });

  async function keep(id) {
    try {
      const { user_card_grade: grade } = await chck.grading(id);
      grades.set(id, grade?.full_overall_grade ?? null);
    } catch (error) {
      // A session that is not ours: nothing to keep, and no use in having it sent again.
      if (!(error instanceof NotFoundError)) throw error;
    }
  }

  /** Fresh with each read, since the links run out after some minutes. */
  async function pictureUrl(id) {
    const { images } = await chck.card(id);
    return images.front;
  }

  return app;
}
