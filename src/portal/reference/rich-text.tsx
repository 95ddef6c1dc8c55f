/** A text of the document as paragraphs, with `code` and **bold** as it marks them. */
export function RichText({ text }: { text: string }) {
  return (
    <div class="prose">
      {text
        .trim()
        .split(/\n\s*\n/)
        .map((paragraph) => (
          <p key={paragraph}>
            <Inline text={paragraph} />
          </p>
        ))}
    </div>
  );
}

export function Inline({ text }: { text: string }) {
  const parts = text.split(/(`[^`]+`|\*\*[^*]+\*\*)/);
  return (
    <>
      {parts.map((part) => {
        if (part.startsWith('`')) return <code>{part.slice(1, -1)}</code>;
        return part.startsWith('**') ? <b>{part.slice(2, -2)}</b> : part;
      })}
    </>
  );
}
