// Moves between the screens of a workshop with arrow keys, a remote control or a swipe. The links work without it.
(() => {
  "use strict";
  const SWIPE = 60; // pixels; shorter movements are taps
  const FORWARD = new Set(["ArrowRight", "PageDown"]);
  const BACK = new Set(["ArrowLeft", "PageUp"]);

  const link = (relation) => document.querySelector(`nav a[rel="${relation}"]`);
  const go = (relation) => {
    const target = link(relation);
    if (target) window.location.assign(target.href);
    return Boolean(target);
  };

  // Remote controls send the page keys: they still scroll a screen that is longer than the window to its end.
  const canScroll = (down) => {
    const page = document.documentElement;
    return down ? page.scrollTop + page.clientHeight < page.scrollHeight - 2 : page.scrollTop > 2;
  };

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (target.closest("input, select, textarea, [contenteditable]")) return;
    const forward = FORWARD.has(key);
    if (!forward && !BACK.has(key)) return;
    if (key.startsWith("Page") && canScroll(forward)) return;
    if (go(forward ? "next" : "prev")) event.preventDefault();
  });

  let start = null;
  document.addEventListener("touchstart", ({ touches }) => {
    start = touches.length === 1 ? { x: touches[0].clientX, y: touches[0].clientY } : null;
  }, { passive: true });
  document.addEventListener("touchend", ({ changedTouches }) => {
    if (!start) return;
    const across = changedTouches[0].clientX - start.x;
    const along = changedTouches[0].clientY - start.y;
    start = null;
    const zoomed = window.visualViewport && window.visualViewport.scale > 1.05;
    if (!zoomed && Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(along)) go(across < 0 ? "next" : "prev");
  }, { passive: true });
})();
