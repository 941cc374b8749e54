/** 1 eV/Å² in J/m², from the elementary charge of the SI. */
export const J_M2_PER_EV_ANG2 = 16.02176634;
