import type { PortalRoute } from './page.js';
import { apiKeyRoutes } from './pages/api-keys.js';
import { callRoutes } from './pages/call.js';
import { cardRoute } from './pages/card.js';
import { cardsRoute } from './pages/cards.js';
import { deliveryRoutes } from './pages/delivery.js';
import { gradingRoutes } from './pages/grading.js';
import { gradingsRoute } from './pages/gradings.js';
import { newGradingRoutes } from './pages/new-grading.js';
import { overviewRoute } from './pages/overview.js';
import { paletteRoutes } from './pages/palette.js';
import { scenarioRoutes } from './pages/scenarios.js';
import { deliveryActions } from './pages/selected-deliveries.js';
import { shortcutsRoute } from './pages/shortcuts.js';
import { simulatorRoutes } from './pages/simulator.js';
import { trafficRoutes } from './pages/traffic.js';
import { webhookRoutes } from './pages/webhooks.js';
import type { PortalDependencies } from './portal-dependencies.js';

/** Every page and action of the portal. */
export function portalRoutes(dependencies: PortalDependencies): PortalRoute[] {
  return [
    overviewRoute(dependencies),
    shortcutsRoute(),
    ...paletteRoutes(dependencies),
    ...apiKeyRoutes(dependencies),
    cardsRoute(dependencies),
    cardRoute(dependencies),
    gradingsRoute(dependencies),
    // Before the page of one grading, whose path matches too.
    ...newGradingRoutes(dependencies),
    ...gradingRoutes(dependencies),
    ...webhookRoutes(dependencies),
    ...scenarioRoutes(dependencies),
    ...deliveryRoutes(dependencies),
    ...deliveryActions(dependencies),
    ...trafficRoutes(dependencies),
    ...callRoutes(dependencies),
    ...simulatorRoutes(dependencies),
  ];
}
