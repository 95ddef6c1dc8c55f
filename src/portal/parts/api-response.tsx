import { JsonView } from './json-view.js';

interface ApiResponseProps {
  path: string;
  response: unknown;
  origin: string;
}

/** The JSON that the API returns for what the page shows. */
export function ApiResponse({ path, response, origin }: ApiResponseProps) {
  return (
    <section class="panel" aria-labelledby="api-response">
      <h2 id="api-response">
        The API's response to <code>GET {path}</code>
      </h2>
      <p class="faint">Its image links were signed for this page and expire as the API's do.</p>
      <JsonView value={response} origin={origin} />
    </section>
  );
}
