import express from 'express';
import { NotFoundError } from './chck.js';

/**
 * A partner's backend: it receives gradings by webhook, stores their grades and the names of their players, and serves
 * the pictures of cards. It stores in memory what a real backend stores in tables.
 */
export function createBackend(chck) {
  const grades = new Map();
  const players = new Map();
  const claimed = new Set();
  const app = express();

  app.post('/webhooks', express.json(), async (request, response) => {
    const { grading_session_id: id, outcome } = request.body ?? {};
    if (typeof id !== 'string') return response.status(400).end();
    // A webhook may arrive more than once. With a database: insert under a unique constraint, in the same transaction as the work.
    if (outcome !== 'success' || claimed.has(id)) return response.status(204).end();
    claimed.add(id);
    try {
      await store(id);
      response.status(204).end();
    } catch {
      // Not processed: CHCK sends the webhook again.
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

  app.get('/players', (_request, response) => response.json(Object.fromEntries(players)));

  app.get('/cards/:id/picture', async (request, response) => {
    const picture = await fetch(await pictureUrl(request.params.id));
    response.status(picture.ok ? 200 : 502).type('png');
    response.end(Buffer.from(await picture.arrayBuffer()));
  });

  async function store(id) {
    try {
      const { grading, user_card_grade: grade } = await chck.grading(id);
      const { card } = await chck.card(grading.user_card_id);
      grades.set(id, grade?.full_overall_grade ?? null);
      players.set(id, card.player_name);
    } catch (error) {
      // The grading of another account: there is nothing to store, and sending it again does not help.
      if (!(error instanceof NotFoundError)) throw error;
    }
  }

  /** A fresh link for each request: links expire after some minutes. */
  async function pictureUrl(id) {
    const { images } = await chck.card(id);
    return images.front;
  }

  return app;
}
