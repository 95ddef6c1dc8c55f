import type { PortalRoute } from '../page.js';
import type { PortalDependencies } from '../portal-dependencies.js';
import { apiKeyRoutes } from './api-keys.js';
import { cardRoute } from './card.js';
import { cardsRoute } from './cards.js';
import { deliveryRoutes } from './delivery.js';
import { exchangeRoute } from './exchange.js';
import { sessionRoutes } from './grading.js';
import { sessionsRoute } from './gradings.js';
import { newSessionRoutes } from './new-grading.js';
import { overviewRoute } from './overview.js';
import { simulatorRoutes } from './simulator.js';
import { trafficRoutes } from './traffic.js';
import { webhookRoutes } from './webhooks.js';

/** Every page and action of the portal. */
export function portalRoutes(dependencies: PortalDependencies): PortalRoute[] {
  return [
    overviewRoute(dependencies),
    ...apiKeyRoutes(dependencies),
    cardsRoute(dependencies),
    cardRoute(dependencies),
    sessionsRoute(dependencies),
    // Before the page of one session, whose path would match as well.
    ...newSessionRoutes(dependencies),
    ...sessionRoutes(dependencies),
    ...webhookRoutes(dependencies),
    ...deliveryRoutes(dependencies),
    ...trafficRoutes(dependencies),
    exchangeRoute(dependencies),
    ...simulatorRoutes(dependencies),
  ];
}
