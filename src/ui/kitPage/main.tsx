import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '#ui/kit/style/tokens.css';
import { KitPage } from './KitPage.tsx';
import '#ui/kit/style/base.css';
import '#ui/kit/style/button.css';
import '#ui/shell/inter.css';

// Entry of kit.html, the page that shows every part of the kit; it is served by `npm run dev` only.
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <KitPage />
  </StrictMode>,
);
