"""Songs as written music: scores and lead sheets that musicians read and print.

Comes in:   a Score.
Goes out:   MusicXML for notation programs; a lead sheet as MusicXML, SVG and PDF.
May import: pymusicxml, verovio, typst, the signatures of formats, and the value types of studio.
Never:      how a part is played; what is written is the score's pure beats, on the nearest values that can be read.
"""
