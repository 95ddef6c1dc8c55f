import { JsonView } from './json-view.js';

interface ApiAnswerProps {
  path: string;
  answer: unknown;
  origin: string;
}

/** The JSON that the API gives for what a page shows, made anew for this very page. */
export function ApiResponse({ path, answer, origin }: ApiAnswerProps) {
  return (
    <section class="panel" aria-labelledby="api-answer">
      <h2 id="api-answer">
        The API's answer <code>GET {path}</code>
      </h2>
      <p class="faint">Its image links were signed for this page and expire like the API's own.</p>
      <JsonView value={answer} origin={origin} />
    </section>
  );
}
