import type { Request, Response } from 'express';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { createMask } from '../mask-secrets.js';
import { asset, isAssetName } from './assets.js';

const policy = [
  "default-src 'none'",
  ...["script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'", "form-action 'self'"],
  ...["base-uri 'none'", "frame-ancestors 'none'"],
].join('; ');

/** Sent with every response of the portal. */
export const safetyHeaders: Record<string, string> = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Not `no-referrer`: browsers would send `Origin: null` with our own forms.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/**
 * Sends a whole document. Tokens in it are masked, wherever they come from, except `shownToken`: the one that was just
 * created, which is shown once.
 */
export function sendDocument(response: Response, document: VNode, status = 200, shownToken?: string): void {
  // The address of a form that was sent without a sign-in keeps its user info: it is sent again.
  const mask = createMask({ shown: shownToken, userInfo: false });
  const html = mask(renderToString(document));
  response.status(status).type('html').send(`<!doctype html>${html}`);
}

/** Redirects the browser to another address, by GET. */
export function redirect(response: Response, location: string): void {
  response.status(303).set('location', location).end();
}

/** Sends a file that pages use. Its address contains its hash, so it may be cached for ever. */
export function sendAsset(request: Request<{ name: string }>, response: Response): void {
  const { name } = request.params;
  if (!isAssetName(name)) {
    response.status(404).type('text').send('There is no such file.');
    return;
  }
  const { contentType, body, gzipped } = asset(name);
  const zipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  response.set({
    'content-type': contentType,
    'cache-control': 'private, max-age=31536000, immutable',
    vary: 'accept-encoding',
    ...(zipped && { 'content-encoding': 'gzip' }),
  });
  response.end(zipped ? gzipped : body);
}
