import express, { type Router } from 'express';
import type { ComponentChildren } from 'preact';
import { stringify } from 'yaml';
import { apiDocument } from '../../contract/document.js';
import { isOperationId, operation, operations, webhookOperation } from '../../contract/operations.js';
import { assetUrl } from '../assets.js';
import { Brand, Document } from '../parts/frame.js';
import { sendDocument } from '../respond.js';
import { OperationPage, RequestBody } from './operation-page.js';
import { RichText } from './rich-text.js';
import { StartPage } from './start-page.js';

/** The API reference at `/docs`, rendered from the document, and the document itself. It needs no sign-in. */
export function referenceRouter(): Router {
  const router = express.Router();
  let yaml: string | undefined;
  router.get('/openapi.json', (_request, response) => {
    response.json(apiDocument());
  });
  router.get('/openapi.yaml', (_request, response) => {
    yaml ??= stringify(apiDocument(), { aliasDuplicateObjects: false });
    response.type('application/yaml').send(yaml);
  });
  router.get('/docs', (_request, response) => {
    sendDocument(response, <Reference title="API reference" current={undefined} children={<StartPage />} />);
  });
  router.get('/docs/*path', (request, response) => {
    const id = request.path.slice('/docs/'.length);
    if (isOperationId(id)) {
      const page = <OperationPage operation={operation(id)} />;
      sendDocument(response, <Reference title={operation(id).summary} current={id} children={page} />);
    } else if (id === 'gradingCompleted') {
      sendDocument(
        response,
        <Reference title="A grading completed" current={id} children={<WebhookPage />} />,
      );
    } else {
      const page = <p class="panel">The API reference has no page {id}.</p>;
      sendDocument(response, <Reference title="Not found" current={undefined} children={page} />, 404);
    }
  });
  return router;
}

interface ReferenceProps {
  title: string;
  /** The operation that is shown. */
  current: string | undefined;
  children: ComponentChildren;
}

function Reference({ title, current, children }: ReferenceProps) {
  const entries = [...operations().values()].map(({ id, method, path }) => ({
    id,
    words: `${method.toUpperCase()} ${path}`,
  }));
  return (
    <Document title={title}>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <div class="frame reference">
        <header class="side">
          <Brand />
          <nav aria-label="API reference">
            <ul>
              <li>
                <a href="/docs" aria-current={current === undefined ? 'page' : undefined}>
                  API reference
                </a>
              </li>
              {[...entries, { id: 'gradingCompleted', words: 'Webhook' }].map(({ id, words }) => (
                <li key={id}>
                  <a href={`/docs/${id}`} aria-current={current === id ? 'page' : undefined}>
                    <code>{words}</code>
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <a class="back" href="/dashboard">
            To the portal
          </a>
        </header>
        <main id="main" tabIndex={-1}>
          <div class="title">
            <h1>{title}</h1>
          </div>
          {children}
        </main>
      </div>
      <script src={assetUrl('reference.js')} defer />
    </Document>
  );
}

function WebhookPage() {
  const { description, requestBody } = webhookOperation();
  return (
    <>
      <section class="panel" aria-label="What it is">
        <RichText text={description} />
      </section>
      {requestBody && <RequestBody content={requestBody} />}
    </>
  );
}
