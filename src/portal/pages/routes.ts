import type { PortalRoute } from '../page.js';
import type { PortalDependencies } from '../portal-dependencies.js';
import { apiKeyRoutes } from './api-keys.js';
import { cardRoute } from './card.js';
import { cardsRoute } from './cards.js';

/** Every page and action of the portal. */
export function portalRoutes(dependencies: PortalDependencies): PortalRoute[] {
  return [...apiKeyRoutes(dependencies), cardsRoute(dependencies), cardRoute(dependencies)];
}
