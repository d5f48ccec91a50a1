import { createRoot } from 'react-dom/client'
import { App, createServices } from './app/App'
import './app/app.css'

createRoot(document.getElementById('root')!).render(<App services={createServices()} />)
