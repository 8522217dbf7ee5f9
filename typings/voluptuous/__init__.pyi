# Home Assistant serves its own validator under the name voluptuous, and annotates with it.
from probatio import *
