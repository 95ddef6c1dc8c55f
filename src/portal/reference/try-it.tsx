import type { Operation, Parameter } from '../../openapi/operation.js';
import { requestFields } from '../../openapi/request-fields.js';

/** A form that calls an operation of this mock. It needs JavaScript, because a form cannot send a token in a header. */
export function TryIt({ operation }: { operation: Operation }) {
  const { method, path, parameters, requestBody, secured } = operation;
  const [example] = Object.values(requestBody?.examples ?? {});
  return (
    <section class="panel" aria-labelledby="try">
      <h2 id="try">Try it</h2>
      <noscript>
        <p class="faint">
          This needs JavaScript. The curl command in the dialog of a new key works without it.
        </p>
      </noscript>
      {/* The method `dialog` sends nothing: without the script, no token gets into an address. */}
      <form class="form" method="dialog" data-try data-method={method.toUpperCase()} data-path={path}>
        <div class="fields">
          {secured && (
            <div class="field">
              <label for="try-token">Token</label>
              <input id="try-token" name="token" type="password" autocomplete="off" placeholder="shbx_…" />
              <small>
                Create one under <a href="/dashboard/api-keys">API keys</a>. It stays on this page.
              </small>
            </div>
          )}
          {parameters.map((parameter) => (
            <ParameterField key={parameter.name} parameter={parameter} />
          ))}
        </div>
        {requestBody && (
          <div class="field">
            <label for="try-body">Body</label>
            <textarea id="try-body" name="body" rows={requestFields(operation).length + 4}>
              {JSON.stringify(example?.value, null, 2)}
            </textarea>
          </div>
        )}
        <div class="buttons scripted-only">
          <button type="submit">Send {method.toUpperCase()}</button>
        </div>
        <output hidden>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre class="bytes" tabIndex={0}>
            <code />
          </pre>
        </output>
      </form>
    </section>
  );
}

function ParameterField({
  parameter: { name, in: place, schema, example, required },
}: {
  parameter: Parameter;
}) {
  const id = `try-${name}`;
  const field = `${place}.${name}`;
  return (
    <div class="field">
      <label for={id}>{name}</label>
      {schema.enum === undefined ? (
        <input id={id} name={field} autocomplete="off" required={required} placeholder={String(example)} />
      ) : (
        <select id={id} name={field}>
          <option value="">(not sent)</option>
          {schema.enum.map((value) => (
            <option key={String(value)} value={String(value)}>
              {String(value)}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
