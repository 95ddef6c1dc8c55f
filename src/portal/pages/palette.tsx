import type { PageRequest, PortalRoute } from '../page.js';
import { findEntries, type PaletteEntry } from '../palette.js';
import { Dialog } from '../parts/dialog.js';
import type { PortalDependencies } from '../portal-dependencies.js';

const HOME = '/dashboard/palette';

/** The palette of pages, ids and actions, which Ctrl+K opens. */
export function paletteRoutes(dependencies: PortalDependencies): PortalRoute[] {
  const find = ({ account, query }: PageRequest) => findEntries(dependencies, account, query.text('q') ?? '');
  return [
    {
      method: 'get',
      path: '/palette',
      async show(request) {
        return {
          title: 'Go to',
          section: 'overview',
          content: <p>The palette is in a dialog on this page.</p>,
          dialog: <Palette text={request.query.raw('q')} entries={await find(request)} />,
        };
      },
    },
    {
      method: 'get',
      path: '/palette/first',
      async show(request) {
        const [first] = await find(request);
        return { location: first?.href ?? HOME + request.query.with({}) };
      },
    },
  ];
}

function Palette({ text, entries }: { text: string; entries: readonly PaletteEntry[] }) {
  return (
    <Dialog title="Go to" back="/dashboard">
      <form method="get" action={`${HOME}/first`}>
        <div class="field">
          <label for="palette-text">Page, id or action</label>
          <input
            id="palette-text"
            name="q"
            type="search"
            value={text}
            autocomplete="off"
            autofocus
            hx-get={HOME}
            hx-trigger="input changed delay:120ms"
            hx-select="#palette-entries"
            hx-target="#palette-entries"
            hx-swap="outerHTML"
          />
        </div>
      </form>
      <ul id="palette-entries" class="list" aria-live="polite">
        {entries.map(({ kind, name, href }) => (
          <li key={name + href}>
            <a class="grow" href={href}>
              {name}
            </a>
            <span class="badge">{kind}</span>
          </li>
        ))}
        {entries.length === 0 && <li class="faint">Nothing has this name or id.</li>}
      </ul>
      <div class="buttons">
        <a class="button quiet" href="/dashboard" data-dismiss>
          Close
        </a>
      </div>
    </Dialog>
  );
}
