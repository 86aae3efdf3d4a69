// The resources of a Bundle with the references that a case is read by made plain: within a Bundle they may be its own
// addresses (`urn:uuid:...`, R4 3.2.3), and a resource that is yet to be created has no id.
import { type Bundle, type Reference, type Resource } from './r4.js';

/** What ties a resource to a person or a visit. */
const TIES = ['subject', 'encounter', 'context'] as const;
type Tied = Partial<Record<(typeof TIES)[number], Reference>>;

const UUID = /^urn:uuid:([A-Za-z0-9-]{1,64})$/;

/** Each resource of the Bundle, named by its id or else by its address's, and tied to others by `Type/id`. */
export function resourcesOfBundle(bundle: Bundle): Resource[] {
  const entries = (bundle.entry ?? []).flatMap(({ fullUrl, resource }) => (resource ? [{ fullUrl, resource }] : []));
  const named = entries.map(({ fullUrl, resource }) => {
    const id = resource.id ?? UUID.exec(fullUrl ?? '')?.[1];
    return { fullUrl, resource: id === undefined ? resource : { ...resource, id } };
  });
  const nameByUrl = new Map(
    named.flatMap(({ fullUrl, resource: { resourceType, id } }) =>
      fullUrl === undefined || id === undefined ? [] : [[fullUrl, `${resourceType}/${id}`] as const],
    ),
  );
  return named.map(({ resource }) => {
    const ties = TIES.flatMap((tie) => {
      const reference = (resource as Tied)[tie]?.reference;
      const name = reference === undefined ? undefined : nameByUrl.get(reference);
      return name === undefined ? [] : [[tie, { ...(resource as Tied)[tie], reference: name }]];
    });
    return ties.length === 0 ? resource : ({ ...resource, ...Object.fromEntries(ties) } as Resource);
  });
}
