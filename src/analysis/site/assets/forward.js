// An address of this page that names places (compare.html#15014,48095,dep:15) is that of their own comparison.
"use strict";

(() => {
  const PLACE = /^(FR|\d\d|\d[\dAB]\d{3}|(dep|epci):\w+)$/;
  function forward() {
    const parts = window.location.hash.slice(1).split(/,|%2C/i).map((part) => part.replace(/%3A/i, ":"));
    if (parts.some((part) => PLACE.test(part))) window.location.replace(`places.html${window.location.hash}`);
  }
  window.addEventListener("hashchange", forward);
  forward();
})();
