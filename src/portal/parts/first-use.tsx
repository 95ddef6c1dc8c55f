import type { ComponentChildren } from 'preact';
import { type FirstStep, firstSteps } from '../first-use.js';
import { Copyable } from './copyable.js';

const titles: Record<FirstStep, ComponentChildren> = {
  key: (
    <>
      Make a key under <a href="/dashboard/api-keys">API keys</a>
    </>
  ),
  calls: (
    <>
      Call <code>/health</code> and <code>/v1/account</code>
    </>
  ),
  target: (
    <>
      Register a target under <a href="/dashboard/webhooks">Webhooks</a>
    </>
  ),
  webhook: (
    <>
      Get a webhook: fire one with the <a href="/dashboard/webhooks">switchboard</a>
    </>
  ),
  grading: (
    <>
      Read the grading that the webhook names, at <code>/v1/gradings/ID</code>
    </>
  ),
};

/** The steps of a first use, each ticked when the mock has seen it happen. */
export function FirstUseSteps({ done }: { done: readonly FirstStep[] }) {
  return (
    <ol class="steps">
      {firstSteps.map((step) => (
        <li key={step}>
          <span class={`badge ${done.includes(step) ? 'good' : ''}`}>
            {done.includes(step) ? '✓ Done' : 'To do'}
          </span>{' '}
          {titles[step]}
        </li>
      ))}
    </ol>
  );
}

/** Leads a newcomer through the five steps, with what to type for the next one. */
export function FirstUse({ done, origin }: { done: readonly FirstStep[]; origin: string }) {
  const next = firstSteps.find((step) => !done.includes(step));
  const withToken = `curl -H "Authorization: Bearer $CHCK_TOKEN"`;
  return (
    <div class="panel">
      <h2 id="quick-start">First use: {done.length} of 5 steps done</h2>
      <FirstUseSteps done={done} />
      <div>
        <Copyable id="base-url" name="Base URL" text={origin} />
        <Copyable id="set-token" name="Your token" text="export CHCK_TOKEN=shbx_…" />
        {next === 'grading' ? (
          <Copyable id="first-call" name="Read it" text={`${withToken} "${origin}/v1/gradings/ID"`} />
        ) : (
          <Copyable
            id="first-call"
            name="First calls"
            text={`curl "${origin}/health" && ${withToken} "${origin}/v1/account"`}
          />
        )}
        {(next === 'target' || next === 'webhook') && (
          <Copyable
            id="listen"
            name="No handler yet?"
            text={`npx --no-install chck listen --url ${origin}`}
          />
        )}
      </div>
    </div>
  );
}
