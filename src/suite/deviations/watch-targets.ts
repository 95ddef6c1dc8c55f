import { bearerOf, changeResponse, combine, jsonOf } from './hooks.js';

/** Watches which targets are registered, and which of them are deleted. */
export function watchTargets() {
  const targets = new Map<string, { outcome: string; url: string; deleted: boolean; token: string | null }>();
  const created = changeResponse('createWebhookTarget', (response, request) => {
    const { id, outcome, url } = jsonOf(response);
    if (response.status === 201)
      targets.set(String(id), {
        outcome: String(outcome),
        url: String(url),
        deleted: false,
        token: bearerOf(request),
      });
    return response;
  });
  const deleted = changeResponse('deleteWebhookTarget', (response, request) => {
    const target = targets.get(request.path.split('/').at(-1) ?? '');
    if (response.status === 204 && target !== undefined) target.deleted = true;
    return response;
  });
  return { targets, hooks: combine(created, deleted) };
}
