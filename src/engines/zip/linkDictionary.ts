/**
 * What most documents hold, with the most likely at the end. Links that are out in the world were packed with exactly
 * this text: another one needs another prefix.
 */
export const LINK_DICTIONARY = [
  '"relaxed":{"milliAng":[0,1,-1,2,-2,3,-3,4,-4,5,-5,10,-10,],"note":"LAMMPS, "},',
  '{"kind":"superlattice","separationAng":2.8}],"strained":{"filmShare":0.5,"who":"shared"},"strained":{"who":"substrate"},',
  '"normalStrain":0.01,"planesOf":"units","inPlane":"primitive",{"face":"bottom","species":"',
  '{"cell":{"a":5.43,"alpha":90,"b":5.43,"beta":90,"c":5.43,"gamma":120},"cell":{"a":3.16,"c":12.3},"hkl":[1,1,1],"hkl":[0,0,1],"hkl":[0,1,-1,2]',
  '{"crystals":[{"constants":[{"cell":{"a":5.81},"id":"dft","kind":"computed","label":"typed in","source":"","id":"exp","kind":"measured",',
  '"elastic":{"c11":100,"c12":60,"c44":30,"source":""},"note":"typed in","formula":"","phase":"P1 (1), axes as given","P4_2/mnm (136), primitive cell","label":"as given, primitive cell",',
  '{"constants":[{"cell":{"a":4.59,"c":2.96},"id":"given","kind":"given","label":"as given, conventional cell","source":"imported from pasted text"}],"label":"as given","source":"imported from POSCAR"}],"source":"imported from a.cif"}],"formula":"TiO2","id":"@TiO2-0badcafe","name":"TiO2","phase":"Fm-3m (225), conventional cell","sites":[',
  '{"chargeE":null,"symbol":"C","xyz":[0.5,0.5,0.5]},{"chargeE":2,"symbol":"Pb","xyz":[0,0,0]},{"chargeE":-2,"symbol":"O","xyz":[0.25,0.25,0.25]},{"chargeE":-1,"symbol":"Br","xyz":[0,0.5,0.5]}],',
  '"spaceGroup":{"hall":"F 4d 2 3 -1d","number":227,"symbol":"Fd-3m"}},"spaceGroup":{"hall":"P 1","number":1,"symbol":"P1"}}],',
  '{"epistack":1,"preset":"ge-si","steps":[{"kind":"substrate","slab":{"cell":{"a":5.431},"hkl":[0,0,1],"inPlane":"conventional","material":"Si","matrix":[[1,0],[0,1]],"planes":12,"remove":[],"termination":1}},',
  '{"kind":"film","registryShift":[0,0],"separationAng":1.386,"slab":{"cell":{"a":5.658},"hkl":[0,0,1],"inPlane":"conventional","material":"Ge","matrix":[[1,0],[0,1]],"planes":8,"remove":[],"termination":0}},{"kind":"vacuum","vacuumAng":20}],"strained":{"who":"film"},"title":"Ge (001) on Si (001)"}',
  '{"epistack":1,"preset":null,"steps":[{"kind":"substrate","slab":{"cell":{"a":5.898},"hkl":[1,1,0],"inPlane":"conventional","material":"CsPbBr3","matrix":[[0,2],[-2,0]],"planes":9,"remove":[{"face":"top","species":"Pb"}],"termination":0}},',
  '{"kind":"film","registryShift":[0.5,0.5],"separationAng":2.8,"slab":{"cell":{"a":5.81},"hkl":[1,1,0],"inPlane":"conventional","material":"CdS","matrix":[[0,2],[-2,0]],"planes":7,"remove":[],"termination":0}},{"kind":"vacuum","vacuumAng":20}],"strained":{"who":"film"},"title":"CdS (110) on CsPbBr\\u2083 (110)"}',
].join('');
