"""The parts of the reader: what is asked, which sentences could answer, how strong the evidence is."""
