import { createRoot } from 'react-dom/client'
import { loadLanguage } from './i18n/texts'
import { showLook } from './app/look'
import { keepThisClient } from './offline/register'
import './app/app.css'

// Before any page is: texts are read where they are written, also outside of functions.
showLook()
await loadLanguage()
const { App, createServices } = await import('./app/App')
createRoot(document.getElementById('root')!).render(<App services={createServices()} />)
keepThisClient(new URL(import.meta.url).pathname)
