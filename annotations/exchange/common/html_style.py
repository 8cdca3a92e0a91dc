"""How the page of ``html`` looks, and the keys it obeys."""

STYLE = """
:root { color-scheme: light dark;
  --paper: #fdfcf8; --ink: #1d1c1a; --quiet: #66625a; --rule: #ddd8cc; --link: #1d4f91;
  --claim: #ffe08a; --highlight: #cfe8c6; --question: #cfdff6; --other: #e6dcf2; --here: #b3261e; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #191817; --ink: #e6e2d8; --quiet: #a39d90; --rule: #3b3833; --link: #9cc2f5;
  --claim: #6b5310; --highlight: #2f4f2a; --question: #2a4468; --other: #4b3a61; --here: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 Charter, Georgia, "Noto Serif", serif; overflow-wrap: anywhere; }
main, nav { max-width: 66rem; margin: 0 auto; padding: 0 1.25rem; }
nav { padding-top: 1.5rem; font: .9375rem/1.5 system-ui, sans-serif; }
article { padding: 1.5rem 0 3rem; } article + article { border-top: 1px solid var(--rule); }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; }
header p { margin: .3rem 0 1.2rem; color: var(--quiet); font: .875rem/1.5 system-ui, sans-serif; }
section { display: grid; grid-template-columns: minmax(0, 40rem) minmax(0, 19rem);
  column-gap: 2.5rem; align-items: start; }
section > p { margin: 0 0 1em; white-space: pre-wrap; }
.excerpt > p { border-inline-start: 3px solid var(--rule); padding-inline-start: 1rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, aside:focus-visible { outline: 2px solid var(--here); outline-offset: 2px; }
mark { color: inherit; background: var(--other); padding: .08em 0; border-radius: 2px;
  -webkit-print-color-adjust: exact; print-color-adjust: exact; }
mark.k-highlight { background: var(--highlight); } mark.k-question { background: var(--question); }
mark.k-claim { background: var(--claim); }
mark.d2 { box-shadow: inset 0 -2px var(--quiet); }
mark.d3 { box-shadow: inset 0 -3px var(--here); }
.ref { font: 600 .6875rem/1 system-ui, sans-serif; vertical-align: super; padding: .3em .2em;
  text-decoration: none; white-space: nowrap; }
aside { position: relative; border-inline-start: 4px solid var(--other); margin: 0 0 .9rem;
  padding: .1rem 0 .1rem .8rem; font: .875rem/1.5 system-ui, sans-serif; scroll-margin: 4rem; }
aside.k-claim { border-color: var(--claim); } aside.k-highlight { border-color: var(--highlight); }
aside.k-question { border-color: var(--question); }
aside:target, .ref:target { background: color-mix(in srgb, var(--here) 14%, transparent); }
aside h2 { display: inline; font-size: .875rem; margin: 0; }
aside p, aside ul, aside ol, aside pre, aside blockquote { margin: .25rem 0; }
aside h1, aside h3 { font-size: .9375rem; margin: .25rem 0; }
aside pre { overflow-x: auto; white-space: pre-wrap; }
.back { font-weight: 600; margin-inline-end: .45em; text-decoration: none; }
.tags { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem; }
.tags li { border: 1px solid var(--rule); border-radius: 1em; padding: 0 .6em; font-size: .8125rem; }
aside footer { color: var(--quiet); font-size: .8125rem; }
.ref { scroll-margin: 5rem; }
@media screen and (max-width: 56rem) {
  section { display: block; }
  section > div { margin: 0 0 1.25rem; padding-inline-start: .25rem; } }
@media print { :root { --paper: #fff; --ink: #000; --quiet: #444; --link: #000;
    --claim: #ffe9a8; --highlight: #d9efd1; --question: #dbe7f8; --other: #ece4f5; }
  main, nav { max-width: none; padding: 0; } nav { display: none; }
  section { grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); column-gap: 1.5rem; }
  body { font-size: 10.5pt; } aside { break-inside: avoid; font-size: 8.5pt; }
  article + article { break-before: page; border: 0; } }
"""

SCRIPT = """
"use strict";
(() => {
  const marks = [...document.querySelectorAll(".ref")];
  let at = -1;
  const go = (step) => {
    if (!marks.length) return;
    at = Math.min(marks.length - 1, Math.max(0, at + step));
    marks[at].focus({ preventScroll: true });
    marks[at].scrollIntoView({ block: "center" });
  };
  document.addEventListener("focusin", (event) => {
    const found = marks.indexOf(event.target);
    if (found >= 0) at = found;
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n" || event.key === "j") go(1);
    if (event.key === "p" || event.key === "k") go(-1);
  });
})();
"""
