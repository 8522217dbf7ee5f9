# Home Assistant serves its own validator as voluptuous, and annotates with it.
from probatio import *
