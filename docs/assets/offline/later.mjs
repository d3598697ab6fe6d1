/** Has the site kept on this device once a page is there: reading it comes first. */

const begin = () => void import("./offline.mjs").catch(() => {}); // without a network the next page tries again

if (document.readyState === "complete") begin();
else addEventListener("load", begin, { once: true });
