/**
 * What a form offers besides its answer, each by a module that comes when there is a form for it.
 *
 * @typedef {import("./session.mjs").Session} Session
 */

/**
 * Offers to keep recordings of change in the project, if the form takes them and the module arrives.
 *
 * @param {Session} session
 * @param {AbortSignal} signal
 */
export async function offerRecordings(session, signal) {
  if (!session.fields.form.querySelector("[data-joined]")) return;
  try {
    const { Recordings } = await import("../project/recordings.mjs");
    if (!signal.aborted) new Recordings(session).begin(signal);
  } catch {
    // The form takes recordings without it.
  }
}
