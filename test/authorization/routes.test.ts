// Every route of the whole app: nobody gets in without signing in where that is asked, no role gets in that the matrix
// does not name, and what the matrix says of routes is what the routes say.
import { expect, it } from 'vitest';
import { MATRIX, rolesFor } from '#server/authorization/matrix.js';
import { ROLES } from '#server/authorization/principal.js';
import { memoryRepository } from '#server/store/memory/memory-repository.js';
import { BASE, testDefinitions } from '../contract/store-world.js';
import { person } from './small-clinic.js';
import { facesOf, setWorld } from './two-world/face.js';

const world = setWorld();
const store = memoryRepository(testDefinitions(), world);
const faces = facesOf(store, world);
const face = faces.of('routes');
const { policed } = faces;
const nameOf = ({ method, path }: { readonly method: string; readonly path: string }): string => `${method} ${path}`;

/** An address that the pattern of a route fits. */
const addressOf = (path: string): string =>
  path
    .replace(/:type\{\(\?:(\w+)[^}]*\}/, '$1')
    .replace(/:type\{[^}]*\}/, 'Nothing')
    .replace(/:[a-z]+(\{[^}]*\})?/g, 'x1')
    .replace('*', 'x2');

it('a role is let in where the matrix names it, and every route of the matrix is there', () => {
  const named = new Map(MATRIX.flatMap((row) => row.routes.map((route) => [route, row.action] as const)));
  const routes = new Map(policed.routes.map((route) => [nameOf(route), route.policy]));
  expect([...named.keys()].filter((route) => !routes.has(route))).toEqual([]);
  for (const [route, action] of named) expect([route, routes.get(route)]).toEqual([route, rolesFor(action)]);
  const projections = /^(GET|POST) \/fhir\/(AuditEvent|Provenance)/;
  const unnamed = [...routes]
    .filter(([, policy]) => typeof policy === 'object')
    .map(([route]) => route)
    .filter((route) => !named.has(route) && !projections.test(route));
  expect(unnamed).toEqual([]);
});

it('what is open to everybody is this, and nothing of a patient is in it', () => {
  const open = policed.routes.filter(({ policy }) => policy === 'public' || policy === 'entrance').map(nameOf);
  expect(
    open
      .filter((route) => route.includes('/fhir/'))
      .filter(
        (route) =>
          !/\/fhir\/(metadata|StructureDefinition|CodeSystem|ValueSet|OperationDefinition|SearchParameter|ImplementationGuide|NamingSystem)(\/:id)?$/.test(
            route,
          ),
      ),
  ).toEqual([]);
  expect(open.filter((route) => /patient|audit|glass|team|people/i.test(route))).toEqual([]);
});

it.each(
  policed.routes
    .filter(({ policy }) => policy === 'signed-in' || typeof policy === 'object')
    .map((r) => [nameOf(r), r] as const),
)('%s asks who is there', async (_, { method, path, policy }) => {
  const url = new URL(addressOf(path), BASE).href;
  const headers = { host: new URL(BASE).host };
  const stranger = await policed.app.fetch(
    new Request(url, { method, headers: { ...headers, origin: new URL(BASE).origin } }),
  );
  expect(stranger.status).toBe(401);
  if (typeof policy !== 'object') return;
  for (const role of ROLES.filter((r) => !policy.roles.includes(r))) {
    const { status } = await face.ask(person(role), { method, path: new URL(url).pathname, headers: {} }, 1);
    expect([role, status]).toEqual([role, 403]);
  }
});
