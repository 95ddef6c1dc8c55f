interface CopyableProps {
  /** Unique on the page. */
  id: string;
  /** What the text is, such as `Token`; the button says `Copy token`. */
  name: string;
  text: string;
}

/** A text with a button that copies it. */
export function Copyable({ id, name, text }: CopyableProps) {
  return (
    <div class="copyable">
      <span class="label" id={`${id}-label`}>
        {name}
      </span>
      <code id={id}>{text}</code>
      <button type="button" class="quiet" data-copy={id} aria-describedby={`${id}-label`} hidden>
        Copy
      </button>
    </div>
  );
}
