// The root of the site opens the first language of the browser's list that the site stands in; without one, its links do.
"use strict";

(() => {
  const known = [...document.querySelectorAll("link[hreflang]")].map((link) => link.hreflang);
  const wanted = navigator.languages.map((name) => name.slice(0, 2).toLowerCase()).find((name) => known.includes(name));
  if (wanted) window.location.replace(new URL(`${wanted}/index.html${window.location.hash}`, window.location.href));
})();
