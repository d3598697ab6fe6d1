/**
 * Projects in this browser: an IndexedDB, in which every change is one transaction, so that two tabs never undo each
 * other's work.
 *
 * @typedef {import("./edits.mjs").Kept} Kept
 * @typedef {{id: string, data: string, added: string}} Picture `data` as an address of its own, `added` in ISO form
 */

const NAME = "hyperbdr-guide";
const VERSION = 2;
const PROJECTS = "projects";
const STATE = "state";
const PICTURES = "pictures";

/** @type {Promise<import("idb").IDBPDatabase> | undefined} */
let opening;

/**
 * Resolves to the database. Rejects where the browser refuses it, or where a newer release of the guide has another
 * form of it; the next call asks again.
 *
 * @returns {Promise<import("idb").IDBPDatabase>}
 */
function open() {
  opening ??= openAnew();
  opening.catch(() => (opening = undefined));
  return opening;
}

/** @returns {Promise<import("idb").IDBPDatabase>} */
async function openAnew() {
  // @ts-expect-error The build puts it there: macros/publish/library.py.
  const { openDB } = /** @type {typeof import("idb")} */ (await import("./idb.mjs"));
  return openDB(NAME, VERSION, {
    upgrade(database, before) {
      if (before < 1) {
        database.createObjectStore(PROJECTS, { keyPath: "id" });
        database.createObjectStore(STATE);
      }
      // Pictures are no part of their project here: it is written whole at every change.
      if (before < 2) database.createObjectStore(PICTURES, { keyPath: "id" });
    },
    // A newer release in another tab waits for this.
    blocking: close,
    terminated: () => (opening = undefined),
  });
}

/** Lets the database go, so that the browser can keep this page to come back to. The next call opens it again. */
export function close() {
  void opening?.then((database) => database.close()).catch(() => {});
  opening = undefined;
}

/**
 * Resolves to every project.
 *
 * @returns {Promise<Kept[]>}
 */
export async function all() {
  return (await open()).getAll(PROJECTS);
}

/**
 * Resolves to a project, or to nothing.
 *
 * @param {string} id
 * @returns {Promise<Kept | undefined>}
 */
export async function get(id) {
  return (await open()).get(PROJECTS, id);
}

/**
 * Changes a project within one transaction; resolves to it as it is then. Where `change` returns nothing it stays.
 *
 * @param {string} id
 * @param {(kept: Kept | undefined) => Kept | undefined} change
 * @returns {Promise<Kept | undefined>}
 */
export async function apply(id, change) {
  const transaction = (await open()).transaction(PROJECTS, "readwrite");
  // What goes wrong is told by the steps below as well.
  transaction.done.catch(() => {});
  const before = await transaction.store.get(id);
  const after = change(before);
  if (after) await transaction.store.put(after);
  await transaction.done;
  return after ?? before;
}

/**
 * Removes a project.
 *
 * @param {string} id
 */
export async function remove(id) {
  await (await open()).delete(PROJECTS, id);
}

/**
 * Resolves to something that holds for all tabs, such as the project that was chosen last.
 *
 * @param {string} key
 * @returns {Promise<any>}
 */
export async function state(key) {
  return (await open()).get(STATE, key);
}

/**
 * Keeps something for all tabs.
 *
 * @param {string} key
 * @param {unknown} value
 */
export async function setState(key, value) {
  await (await open()).put(STATE, value, key);
}

/**
 * Resolves to a picture, or to nothing.
 *
 * @param {string} id
 * @returns {Promise<Picture | undefined>}
 */
export async function picture(id) {
  return (await open()).get(PICTURES, id);
}

/**
 * Keeps a picture.
 *
 * @param {Picture} picture
 */
export async function setPicture(picture) {
  await (await open()).put(PICTURES, picture);
}

/**
 * Removes the pictures that nobody wants.
 *
 * @param {(picture: Picture) => boolean} isWanted
 */
export async function sweepPictures(isWanted) {
  const transaction = (await open()).transaction(PICTURES, "readwrite");
  for await (const cursor of transaction.store) if (!isWanted(cursor.value)) void cursor.delete();
  await transaction.done;
}
