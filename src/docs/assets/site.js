// Draws the diagrams of a page, with the copy of mermaid that lies beside this file.
"use strict";

(() => {
  const library = new URL("mermaid.js", document.currentScript.src).href;
  let loading;
  let drawn = 0;

  function load() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = library;
      script.onload = () => {
        // The colours come from site.css, so that a diagram follows the palette without being drawn again.
        globalThis.mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: "base", fontFamily: "inherit" });
        resolve(globalThis.mermaid);
      };
      script.onerror = () => reject(new Error(`${library} cannot be loaded`));
      document.head.append(script);
    });
    return loading;
  }

  async function draw(source) {
    const mermaid = await load();
    const { svg, bindFunctions } = await mermaid.render(`diagram-${(drawn += 1)}`, source.textContent);
    const figure = document.createElement("div");
    figure.className = "diagram";
    // Wide diagrams scroll in their box; who has no pointer needs the focus for that.
    figure.tabIndex = 0;
    figure.setAttribute("role", "group");
    figure.setAttribute("aria-label", "Diagram");
    figure.innerHTML = svg;
    bindFunctions?.(figure);
    source.replaceWith(figure);
  }

  // A diagram is drawn when it comes near: a folded one has no place before it is opened.
  const near = new IntersectionObserver(
    (entries) => {
      for (const entry of entries.filter((each) => each.isIntersecting)) {
        near.unobserve(entry.target);
        draw(entry.target).catch((error) => console.error(error));
      }
    },
    { rootMargin: "400px" },
  );

  // What scrolls sideways has to take the focus, or keys cannot scroll it; whether it does changes with the window.
  const widths = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });

  function start() {
    // The theme's dialog has no name that a screen reader could say.
    document.querySelector(".md-search")?.setAttribute("aria-label", "Search");
    document.querySelectorAll("pre.diagram").forEach((each) => near.observe(each));
    document.querySelectorAll(".md-typeset__scrollwrap, pre > code").forEach((box) => widths.observe(box));
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
