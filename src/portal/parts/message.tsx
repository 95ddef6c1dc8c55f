interface MessageProps {
  /** Where it has one, the body has a button that copies it. */
  id?: string;
  name: string;
  /** The first line, such as `GET /v1/cards`. */
  line: string;
  headers: Record<string, string>;
  body: string | null;
}

/** A request or a response as sent. */
export function Message({ id, name, line, headers, body }: MessageProps) {
  const lines = Object.entries(headers).map(([header, value]) => `${header}: ${value}`);
  return (
    <div class="message">
      <h3>
        {name}{' '}
        {id && body && (
          <button type="button" class="quiet small" data-copy={id} hidden>
            Copy body
          </button>
        )}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre class="bytes" tabIndex={0}>
        <b>{line}</b>
        {`\n${lines.join('\n')}`}
        {body && (
          <>
            {'\n\n'}
            <span id={id}>{body}</span>
          </>
        )}
      </pre>
    </div>
  );
}
