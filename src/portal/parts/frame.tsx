import type { ComponentChildren } from 'preact';
import type { ClockState } from '../../clock.js';
import type { Account } from '../../store/accounts.js';
import { assetUrl } from '../assets.js';
import type { Notice, PageView, Section } from '../page-result.js';
import { opensDialog } from './dialog.js';
import { Icon, type IconName } from './icon.js';
import { live } from './live.js';
import { ClockTime } from './moment.js';

/** What the frame of a page shows. */
export interface FrameFacts {
  account: Account;
  notice: Notice | undefined;
  /** Now on the mock's clock, ISO 8601. */
  now: string;
  clock: ClockState;
  world: { source: string; seed: number };
  /** Changes with each change in the mock. */
  revision: string;
}

export const sections: readonly {
  section: Section | 'reference';
  name: string;
  href: string;
  key: string;
}[] = [
  { section: 'overview', name: 'Overview', href: '/dashboard', key: 'o' },
  { section: 'api-keys', name: 'API keys', href: '/dashboard/api-keys', key: 'k' },
  { section: 'cards', name: 'Cards', href: '/dashboard/cards', key: 'c' },
  { section: 'gradings', name: 'Gradings', href: '/dashboard/gradings', key: 'g' },
  { section: 'webhooks', name: 'Webhooks', href: '/dashboard/webhooks', key: 'w' },
  { section: 'traffic', name: 'Traffic', href: '/dashboard/traffic', key: 't' },
  { section: 'simulator', name: 'Simulator', href: '/dashboard/simulator', key: 'm' },
  { section: 'reference', name: 'Reference', href: '/docs', key: 'r' },
];

/** Settings of htmx for a strict Content-Security-Policy, without copies of pages in the browser's storage. */
const htmxConfig = JSON.stringify({
  // What is shown listens at once: nobody waits 20 ms before typing into a dialog.
  defaultSettleDelay: 0,
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  responseHandling: [{ code: '.*', swap: true }],
});

interface DocumentProps {
  title: string;
  /** The address of the stream of changes. */
  live?: string;
  children: ComponentChildren;
}

/** The document around a page, signed in or not. */
export function Document({ title, live, children }: DocumentProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="htmx-config" content={htmxConfig} />
        <title>{`${title} · CHCK mock`}</title>
        <link rel="icon" href={assetUrl('icon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={assetUrl('portal.css')} />
        <script src={assetUrl('htmx.js')} defer />
        <script src={assetUrl('portal.js')} defer />
      </head>
      <body data-live={live}>{children}</body>
    </html>
  );
}

/** A page in its frame: navigation, who is signed in, the clock and the world. */
export function Frame({ view, facts }: { view: PageView; facts: FrameFacts }) {
  const { account, notice } = facts;
  return (
    <Document title={view.title} live={`/dashboard/events?since=${facts.revision}`}>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <div class="frame">
        <header class="side">
          <Brand />
          <Navigation current={view.section} />
          <StatusPanel {...facts} />
          <form class="who" method="post" action="/dashboard/sign-out">
            <span>
              <b>{account.name}</b>
              <small>{account.email}</small>
            </span>
            <button type="submit" class="quiet">
              Sign out
            </button>
          </form>
          <label class="check small-link scripted-only">
            <input type="checkbox" data-sound /> Sound when a delivery fails
          </label>
          <a id="palette" class="small-link" {...opensDialog('/dashboard/palette')}>
            Go to… <kbd>Ctrl K</kbd>
          </a>
          <a id="shortcuts" class="small-link" {...opensDialog('/dashboard/shortcuts')}>
            Keyboard shortcuts
          </a>
        </header>
        <main id="main" tabIndex={-1}>
          {view.parent && (
            <nav class="breadcrumbs" aria-label="Breadcrumbs">
              <a href={view.parent.href}>{view.parent.name}</a> <span aria-hidden="true">/</span>{' '}
              <span aria-current="page">{view.title}</span>
            </nav>
          )}
          <div class="title">
            <h1>{view.title}</h1>
            <div class="actions">{view.actions}</div>
          </div>
          {notice && (
            <p class={`notice ${notice.kind}`} role={notice.kind === 'failed' ? 'alert' : 'status'}>
              {notice.text}
            </p>
          )}
          <UnusableKeys account={account} />
          {view.content}
        </main>
      </div>
      <div id="overlay">{view.dialog}</div>
    </Document>
  );
}

/** Shown on every page of an account whose keys do not work (contract §2). */
function UnusableKeys({ account: { role, userId } }: { account: Account }) {
  if (role === 'partner' && userId !== null) return null;
  const reason = role === 'partner' ? 'it has no CHCK user' : `its role is ${role}, not partner`;
  return (
    <p class="notice warn">
      The keys of this account get 403 <code>key_not_usable</code>, because {reason}.
    </p>
  );
}

export function Brand() {
  return (
    <a class="brand" href="/dashboard">
      CHCK <span class="badge">mock</span>
    </a>
  );
}

function Navigation({ current }: { current: Section | 'reference' }) {
  return (
    <nav aria-label="Portal">
      <ul>
        {sections.map(({ section, name, href, key }) => (
          <li key={section}>
            <a href={href} aria-current={section === current ? 'page' : undefined} data-key={key}>
              <Icon name={section satisfies IconName} />
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function StatusPanel({ now, clock, world }: FrameFacts) {
  const state = clock.frozenAtMs !== null ? 'frozen' : Math.abs(clock.offsetMs) >= 1000 ? 'moved' : 'runs';
  return (
    <dl
      {...live('status-panel', '/dashboard/simulator', 'clock')}
      class="status-panel"
      data-now={now}
      data-frozen={String(clock.frozenAtMs !== null)}
    >
      <div>
        <dt>World</dt>
        <dd>
          {world.source}, seed {world.seed}
        </dd>
      </div>
      <div>
        <dt>Clock (UTC)</dt>
        <dd>
          <ClockTime now={now} /> {state !== 'runs' && <span class="badge warn">{state}</span>}
        </dd>
      </div>
      <div class="offline-notice" role="status">
        <dt>Connection</dt>
        <dd>
          Not connected to the mock. <a href="/dashboard/sign-in">Sign in again</a>
        </dd>
      </div>
    </dl>
  );
}
