import type { CurlRequest } from '../../diagnosis/curl.js';
import type { JournalEntry } from '../../http/journal.js';
import type { FormProblem } from '../page.js';
import { ChoiceField, TextArea, TextField } from './field.js';
import { Form } from './form.js';

const methods = ['GET', 'POST', 'DELETE', 'HEAD'] as const;

interface ReplayProps {
  entry: JournalEntry;
  /** The nearest valid request, when the call was refused. */
  corrected: CurlRequest | null;
  origin: string;
  problem: FormProblem | undefined;
}

/** Sends a call again, with an edit or as corrected. */
export function Replay({ entry, corrected, problem }: ReplayProps) {
  const action = `/dashboard/traffic/${entry.sequence}/replay`;
  return (
    <section class="panel" aria-labelledby="replay">
      <h2 id="replay">Send again</h2>
      <p class="faint">With a key of the signed-in account, which is revoked when you sign out.</p>
      {corrected && (
        <Form action={action}>
          <input type="hidden" name="method" value={corrected.method} />
          <input type="hidden" name="path" value={corrected.path} />
          <input
            type="hidden"
            name="body"
            value={corrected.json === undefined ? '' : JSON.stringify(corrected.json)}
          />
          <button type="submit">Send the corrected request</button>{' '}
          <code>
            {corrected.method} {corrected.path}
          </code>
        </Form>
      )}
      <details open={problem !== undefined}>
        <summary>Edit and send</summary>
        <Form class="form" action={action}>
          <div class="fields">
            <ChoiceField
              name="method"
              label="Method"
              problem={problem}
              value={entry.method}
              choices={methods.map((method): [string, string] => [method, method])}
            />
            <TextField name="path" label="Path" problem={problem} value={entry.url} />
          </div>
          <TextArea name="body" label="Body" problem={problem} value={entry.requestBody ?? ''} />
          <div class="buttons">
            <button type="submit">Send</button>
          </div>
        </Form>
      </details>
    </section>
  );
}
