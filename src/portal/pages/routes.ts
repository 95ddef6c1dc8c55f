import type { PortalRoute } from '../page.js';
import type { PortalDependencies } from '../portal-dependencies.js';
import { apiKeyRoutes } from './api-keys.js';
import { callRoute } from './call.js';
import { cardRoute } from './card.js';
import { cardsRoute } from './cards.js';
import { deliveryRoutes } from './delivery.js';
import { gradingRoutes } from './grading.js';
import { gradingsRoute } from './gradings.js';
import { newGradingRoutes } from './new-grading.js';
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
    gradingsRoute(dependencies),
    // Before the page of one grading, whose path would match as well.
    ...newGradingRoutes(dependencies),
    ...gradingRoutes(dependencies),
    ...webhookRoutes(dependencies),
    ...deliveryRoutes(dependencies),
    ...trafficRoutes(dependencies),
    callRoute(dependencies),
    ...simulatorRoutes(dependencies),
  ];
}
