import { pictureUrl } from './card-text.js';

/** Pictures side by side, with links to the full size. */
export function Pictures({ pictures }: { pictures: readonly { path: string; name: string }[] }) {
  if (pictures.length === 0) return null;
  return (
    <ul class="pictures">
      {pictures.map(({ path, name }) => (
        <li key={path}>
          <a href={pictureUrl(path)} target="_blank" rel="noreferrer">
            <img src={pictureUrl(path)} alt={name} loading="lazy" decoding="async" />
          </a>
          <small>{name}</small>
        </li>
      ))}
    </ul>
  );
}
